package io.nevus.train;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trains the networks of a search in turn, those that are finished excepted, and tells what they have shown so far. */
final class Search {

    static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 1);
    private static final double HOUR = 3600;

    private final List<TrialFold> networks;
    private final TuningReport report;
    private final TuningData pictures;
    private final Weights start;
    private final PrintStream console;
    private final double[] logPrior;
    private final Pace pace = new Pace();
    private final Map<Trial, Map<Integer, FoldScores>> scores = new LinkedHashMap<>();
    private final Map<Trial, TrialResult> results = new LinkedHashMap<>();

    /** @param networks the base recipe's first in every fold */
    Search(List<TrialFold> networks, TuningReport report, TuningData pictures, Weights start, PrintStream console) {
        this.networks = networks;
        this.report = report;
        this.pictures = pictures;
        this.start = start;
        this.console = console;
        this.logPrior = Metrics.logPrior(pictures.examples());
        networks.forEach(network -> scores.putIfAbsent(network.trial(), new TreeMap<>()));
    }

    void run(double hours) throws IOException {
        double end = System.nanoTime() / 1e9 + hours * HOUR;
        List<TrialFold> left = new ArrayList<>(networks);
        for (TrialFold network : networks) {
            if (network.finished()) {
                keep(network, network.read());
                left.remove(network);
            }
        }
        console.printf("%d recipes × %d folds = %d networks, of which %d are done; the others will take about %s%n",
                scores.size(), networks.size() / scores.size(), networks.size(), networks.size() - left.size(),
                Pace.told(secondsFor(left)));
        scores.keySet().forEach(this::judge);
        report();
        while (!left.isEmpty() && System.nanoTime() / 1e9 + pace.seconds(left.getFirst().effort()) < end) {
            TrialFold network = left.removeFirst();
            console.printf("Network %d of %d: %s, fold %d%n", networks.size() - left.size(), networks.size(),
                    network.trial().name(), network.fold() + 1);
            keep(network, network.run(pictures.cache(), start));
            judge(network.trial());
            report();
            tell(network, secondsFor(left));
        }
        if (!left.isEmpty()) {
            console.printf("The time is over before %d networks; the same command goes on with them%n", left.size());
        }
        console.println("What was found is in " + report.file());
    }

    private double secondsFor(List<TrialFold> left) {
        return pace.seconds(left.stream().mapToDouble(TrialFold::effort).sum());
    }

    private void keep(TrialFold network, FoldScores found) throws IOException {
        network.tidy();
        scores.get(network.trial()).put(network.fold(), found);
        pace.measured(network.effort(), found.seconds());
    }

    /** Of the folds in which there is the base recipe to compare with. */
    private void judge(Trial trial) {
        Trial base = networks.getFirst().trial();
        Map<Integer, FoldScores> common = new TreeMap<>(scores.get(trial));
        common.keySet().retainAll(scores.get(base).keySet());
        if (!common.isEmpty()) {
            List<FoldScores> own = List.copyOf(common.values());
            results.put(trial, trial.equals(base) ? TrialResult.base(trial, own, logPrior) : TrialResult.of(trial, own,
                    common.keySet().stream().map(scores.get(base)::get).toList(), logPrior, BOOTSTRAP));
        }
    }

    private void report() throws IOException {
        report.write(scores.keySet().stream().filter(results::containsKey).map(results::get).toList(), networks.size());
    }

    private void tell(TrialFold network, double secondsLeft) {
        FoldScores found = scores.get(network.trial()).get(network.fold());
        OutOfFold alone = OutOfFold.of(List.of(found), logPrior);
        console.printf("%s, fold %d: balanced accuracy %.3f, macro AUC %.3f, malignancy AUC %.3f, in %s; %s left%n",
                network.trial().name(), network.fold() + 1, Figure.BALANCED_ACCURACY.of(alone.scores()),
                Figure.MACRO_AUC.of(alone.scores()), Figure.MALIGNANCY_AUC.of(alone.scores()),
                Pace.told(found.seconds()), Pace.told(secondsLeft));
    }
}
