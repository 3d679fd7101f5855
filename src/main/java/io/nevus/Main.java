package io.nevus;

import io.nevus.history.HistoryUnavailable;
import io.nevus.http.WrongSetting;
import io.nevus.model.ModelUnavailable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "nevus", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at a picture of a mole and says whether a doctor should see it. No medical device.")
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        var serve = new ServeCommand(
                settings -> {
                    throw new HistoryUnavailable("The history is wired at the merge", null);
                },
                settings -> {
                    throw new ModelUnavailable("The model is wired at the merge");
                });
        run(serve, arguments);
    }

    static void run(ServeCommand serve, String... arguments) {
        var commandLine = new CommandLine(new Main()).addSubcommand(serve)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
        int status = commandLine.execute(arguments);
        if (status != CommandLine.ExitCode.OK) {
            System.exit(status);
        }
    }

    /** Faults that a user can mend end in one line. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof WrongSetting || failure instanceof HistoryUnavailable || failure instanceof ModelUnavailable) {
            command.getErr().println("nevus: " + failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"nevus " + (version == null ? "of the working tree" : version)};
        }
    }
}
