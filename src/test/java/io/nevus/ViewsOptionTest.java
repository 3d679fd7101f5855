package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ViewsOptionTest {

    private static String fault(Object command, String... arguments) {
        var err = new StringWriter();
        assertEquals(2, new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments));
        return err.toString().lines().findFirst().orElse("");
    }

    @Test
    void aWrongNumberIsNamedWithThoseThatAreRight() {
        for (String wrong : List.of("3", "0", "x", "")) {
            String expected = "Invalid value for option '--views': must be 1, 2, 4 or 8, not '" + wrong + "'";
            assertEquals(expected, fault(new ClassifyCommand(), "--views", wrong, "mole.jpg"));
            assertEquals(expected, fault(new EvaluateCommand(), "--images", "a", "--labels", "b", "--out", "c",
                    "--views", wrong));
        }
    }
}
