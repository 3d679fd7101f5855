package io.nevus.train;

import io.nevus.model.Network;
import io.nevus.model.Views;
import io.nevus.picture.Inspection;
import io.nevus.train.Readings.Answer;
import io.nevus.train.Readings.Read;
import io.nevus.train.Readings.Unread;
import io.nevus.triage.Refusal.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Sends labelled pictures along the way of uploaded ones: header inspection, then the exported graph. */
final class ServingPath {

    /** Two callers keep two cores busy: 513 pictures a second, against 290 with one. */
    private static final int THREADS = 2;

    private ServingPath() {
    }

    /** Where a labelled picture's bytes come from. */
    interface Source {
        byte[] bytes(Example example) throws IOException;
    }

    /** One view of each picture. */
    static Readings read(Network network, List<Example> examples, Source source, Runnable progress) {
        return read(network, Views.ONE, examples, source, progress);
    }

    /** @param progress told of each picture, by any thread */
    static Readings read(Network network, Views views, List<Example> examples, Source source, Runnable progress) {
        List<Read> read = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Answer>> answers = examples.stream().map(example -> threads.submit(() -> {
                Answer answer = ask(network, views, example, source);
                progress.run();
                return answer;
            })).toList();
            for (Future<Answer> answer : answers) {
                switch (answer.get()) {
                    case Read r -> read.add(r);
                    case Unread u -> unread.add(u);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("Interrupted: give the same command again", e);
        }
        return new Readings(read, unread);
    }

    private static Answer ask(Network network, Views views, Example example, Source source) {
        try {
            return switch (Inspection.of(source.bytes(example))) {
                case Inspection.Safe(var picture) -> new Read(example, views.read(network, picture));
                case Inspection.Unfit(var refusal) -> new Unread(example, refusal.reason(), refusal.help());
            };
        } catch (NoSuchFileException e) {
            return new Unread(example, Reason.UNREADABLE, "no such picture");
        } catch (IOException | TFInvalidArgumentException e) {
            return new Unread(example, Reason.UNREADABLE, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
