package io.nevus.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write the same form that RFC 7578 and 2046 allow or clients use is taken; others are told so. */
@Timeout(60)
class FormGrammarTest {
    private static final String PICTURE = new String(Multipart.picture(), ISO_8859_1);
    private static final String NAMED = "Content-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"";
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> goodForms() {
        return Stream.of(
                Arguments.of("a boundary of one character", "boundary=x", form("x", NAMED)),
                Arguments.of("a boundary of 70", "boundary=" + "b".repeat(70), form("b".repeat(70), NAMED)),
                Arguments.of("a boundary of 200", "boundary=" + "b".repeat(200), form("b".repeat(200), NAMED)),
                Arguments.of("a quoted boundary", "boundary=\"a b:c/d?e=f\"", form("a b:c/d?e=f", NAMED)),
                Arguments.of("a boundary of dashes", "boundary=----", form("----", NAMED)),
                Arguments.of("capitals", "BOUNDARY=edge", form("edge", NAMED.replace("Content-D", "CONTENT-d"))),
                Arguments.of("another parameter", "charset=utf-8; boundary=edge", form("edge", NAMED)),
                Arguments.of("a part that comes near its boundary", "boundary=edge",
                        form("edge", NAMED).replace(PICTURE, PICTURE + "\r\n--edg\r\n-edge--\r\n--\r\n\r\n--Edge--")),
                Arguments.of("a preamble", "boundary=edge", "To whom\r\nit may concern\r\n" + form("edge", NAMED)),
                Arguments.of("a preamble of nothing", "boundary=edge", "\r\n" + form("edge", NAMED)),
                Arguments.of("an epilogue", "boundary=edge", form("edge", NAMED) + "yours\r\n--edge\r\nsincerely"),
                Arguments.of("no line behind the end", "boundary=edge", form("edge", NAMED).stripTrailing()),
                Arguments.of("escapes in a name", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "a\\\"b\\\\c.jpg"))),
                Arguments.of("percents in a name", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "a%22%0D%0A.jpg"))),
                Arguments.of("a name in another script", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "\u00e7\u009a\u00ae\u00e8\u0082\u00a4.jpg"))),
                Arguments.of("an extended name", "boundary=edge",
                        form("edge", NAMED + "; filename*=UTF-8''%e2%82%ac.jpg")),
                Arguments.of("an encoded name", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "=?UTF-8?B?4oKs?="))),
                Arguments.of("no quotes", "boundary=edge", form("edge", NAMED.replace("\"", ""))),
                Arguments.of("no file name", "boundary=edge", form("edge", NAMED.replaceAll("; filename.*", ""))),
                Arguments.of("an empty file name", "boundary=edge", form("edge", NAMED.replace("a.jpg", ""))),
                Arguments.of("semicolons in a name", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "; name=b;.jpg"))),
                Arguments.of("parameters the other way round", "boundary=edge",
                        form("edge", "Content-Disposition: form-data; filename=a; name=image")),
                Arguments.of("other headers", "boundary=edge",
                        form("edge", "Content-Type: image/gif\r\nX-Y: z\r\n" + NAMED
                        + "\r\nContent-Transfer-Encoding: binary\r\nContent-Length: 5")),
                Arguments.of("a path for a name", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "../../etc/passwd\u0000.jpg"))),
                Arguments.of("other fields", "boundary=edge", field("note") +
                        form("edge", NAMED).replace("--edge--", field("more")
                        + "--edge--")),
                Arguments.of("a folded header", "boundary=edge",
                        form("edge", NAMED.replace("; filename", ";\r\n filename"))));
    }

    private static String form(String boundary, String header) {
        return "--" + boundary + "\r\n" + header + "\r\n\r\n" + PICTURE + "\r\n--" + boundary + "--\r\n";
    }

    private static String field(String name) {
        return "--edge\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\nx\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodForms")
    void takes(String name, String type, String form) throws Exception {
        assertEquals(201, answer(type, form).status());
    }

    static Stream<Arguments> badForms() {
        String good = form("edge", NAMED);
        String inner = "--in\r\nContent-Disposition: attachment; filename=\"a.jpg\"\r\n\r\n" + PICTURE
                + "\r\n--in--\r\n";
        String outer = "Content-Disposition: form-data; name=\"image\"\r\nContent-Type: multipart/mixed; boundary=";
        return Stream.of(
                Arguments.of("lines without carriage returns", "boundary=edge", good.replace("\r\n", "\n")),
                Arguments.of("lines without line feeds", "boundary=edge", good.replace("\r\n", "\r")),
                Arguments.of("its boundary within the picture", "boundary=edge",
                        good.replace(PICTURE, PICTURE.substring(0, 900) + "\r\n--edge\r\n" + PICTURE.substring(900))),
                Arguments.of("its end within the picture", "boundary=edge",
                        good.replace(PICTURE, PICTURE.substring(0, 900) + "\r\n--edge--\r\n" + PICTURE.substring(900))),
                Arguments.of("a header of a megabyte", "boundary=edge",
                        form("edge", NAMED + "\r\nX: " + "y".repeat(1_000_000))),
                Arguments.of("a name of a megabyte", "boundary=edge",
                        form("edge", NAMED.replace("a.jpg", "y".repeat(1_000_000)))),
                Arguments.of("a megabyte of headers", "boundary=edge",
                        form("edge", NAMED + "\r\nX: y".repeat(170_000))),
                Arguments.of("a preamble of two megabytes", "boundary=edge", "y".repeat(2_000_000) + "\r\n" + good),
                Arguments.of("a thousand empty parts", "boundary=edge", "--edge\r\n\r\n\r\n".repeat(1_000) + good),
                Arguments.of("two thousand boundaries", "boundary=edge", "--edge\r\n".repeat(2_000) + good),
                Arguments.of("forms within forms", "boundary=edge", form("edge", outer + "in")
                        .replace(PICTURE, inner + inner)),
                Arguments.of("a form within itself", "boundary=edge", form("edge", outer + "edge")),
                Arguments.of("an open quote", "boundary=edge", form("edge", NAMED.replace("image\"", "image"))),
                Arguments.of("another name by case", "boundary=edge", form("edge", NAMED.replace("image", "Image"))),
                Arguments.of("an attachment", "boundary=edge", form("edge", NAMED.replace("form-data", "attachment"))),
                Arguments.of("no end", "boundary=edge", good.replace("--edge--", "--edge")),
                Arguments.of("no end at all", "boundary=edge", good.replace("\r\n--edge--\r\n", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badForms")
    void refuses(String name, String type, String form) throws Exception {
        int status = answer(type, form).status();
        assertTrue(status == 400 || status == 413, "Answered " + status);
    }

    private static RawHttp.Answer answer(String type, String form) throws Exception {
        try (RawHttp http = server.raw()) {
            http.send("POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; "
                    + type + "\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
            RawHttp.Answer answer = http.answer();
            assertEquals(1, answer.count(), answer.text());
            return answer;
        }
    }
}
