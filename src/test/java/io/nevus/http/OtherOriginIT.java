package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frontend of the course, which lives on another origin than the server, in a real browser. */
class OtherOriginIT extends PageFixture {

    /** What such frontends do: post a form, read the answer, whatever its status. */
    private static final String PREDICT = """
            async ([url, picture]) => {
              const bytes = Uint8Array.from(atob(picture), c => c.charCodeAt(0));
              const form = new FormData();
              form.append('image', new File([bytes], 'mole.png', {type: 'image/png'}));
              const answer = await fetch(url, {method: 'POST', body: form});
              const json = await answer.json();
              return [answer.status, json.status, json.data ? json.data.result : json.message];
            }""";
    private static final String HISTORIES = """
            async ([url]) => (await (await fetch(url)).json()).data.length""";

    private HttpServer frontend;

    @BeforeEach
    void startFrontend() throws IOException {
        frontend = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        frontend.createContext("/", exchange -> {
            byte[] page = "<!doctype html><link rel=icon href=data:,><title>Frontend</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        frontend.start();
    }

    @AfterEach
    void stopFrontend() {
        frontend.stop(0);
    }

    private Object inFrontend(String script, Object argument) {
        try (var context = newContext()) {
            var page = context.newPage();
            page.navigate("http://localhost:" + frontend.getAddress().getPort() + "/");
            return page.evaluate(script, argument);
        }
    }

    private Object predict(String path, byte[] picture) {
        return inFrontend(PREDICT, List.of(address("/").replaceFirst("/$", "") + path,
                Base64.getEncoder().encodeToString(picture)));
    }

    @Test
    void aPictureIsJudgedAlsoWithADoubledSlash() {
        byte[] picture = PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 1_000_000);
        assertEquals(Map.of(0, 201, 1, "success"), firstTwo(predict("/predict", picture)));
        assertEquals(Map.of(0, 201, 1, "success"), firstTwo(predict("//predict", PictureFactory.jpeg())));
        assertEquals(true, (int) inFrontend(HISTORIES, List.of(address("/predict/histories"))) >= 2);
    }

    private static Map<Integer, Object> firstTwo(Object answer) {
        return Map.of(0, ((List<?>) answer).get(0), 1, ((List<?>) answer).get(1));
    }

    @Test
    void failuresReachTheFrontend() {
        assertEquals(List.of(413, "fail", "Payload content length greater than maximum allowed: 1000000"),
                predict("/predict", PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 1_000_001)));
        assertEquals(List.of(413, "fail", "Payload content length greater than maximum allowed: 1000000"),
                predict("/predict", new byte[12_000_000]));
        assertEquals(List.of(400, "fail", "Terjadi kesalahan dalam melakukan prediksi"),
                predict("/predict", PictureFactory.greyJpeg(PictureFactory.lesion(400, 300))));
    }
}
