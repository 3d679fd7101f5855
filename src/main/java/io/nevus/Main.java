package io.nevus;

import io.nevus.history.HistoryUnavailable;
import io.nevus.http.WrongSetting;
import io.nevus.model.ModelException;
import io.nevus.train.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "nevus", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Looks at a picture of a mole and says whether a doctor should see it. No medical device.",
        subcommands = {ServeCommand.class, ClassifyCommand.class, TrainCommand.class})
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Faults of the user end in one line on standard error and status 2. */
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof WrongSetting || failure instanceof HistoryUnavailable
                    || failure instanceof ModelException || failure instanceof TrainingException) {
                command.getErr().println("nevus: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commandLine;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"nevus " + (version == null ? "of the working tree" : version)};
        }
    }
}
