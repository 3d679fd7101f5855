package io.nevus;

import io.nevus.bench.BenchException;
import io.nevus.history.HistoryUnavailable;
import io.nevus.http.WrongSetting;
import io.nevus.model.ModelException;
import io.nevus.train.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "nevus", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at a picture of a mole and says whether a doctor should see it. No medical device.",
        subcommands = {ServeCommand.class, ClassifyCommand.class, TrainCommand.class, TuneCommand.class,
            EvaluateCommand.class, ImportCommand.class, BenchCommand.class, RehearseCommand.class})
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
        int status = commandLine.execute(arguments);
        if (status != CommandLine.ExitCode.OK) {
            System.exit(status);
        }
    }

    /** A virtual machine that ends by SIGTERM reports 143; a server that was told to stop, and did, has not failed. */
    static void whenToldToStop(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.run();
            Runtime.getRuntime().halt(0);
        }));
    }

    /** Faults that a user can mend end in one line. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        return switch (failure) {
            case WrongSetting _, HistoryUnavailable _, ModelException _, TrainingException _, BenchException _ -> {
                command.getErr().println("nevus: " + failure.getMessage());
                yield CommandLine.ExitCode.USAGE;
            }
            default -> throw failure;
        };
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"nevus " + (version == null ? "of the working tree" : version)};
        }
    }
}
