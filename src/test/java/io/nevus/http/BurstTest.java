package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Good and bad uploads at the same time: each gets its own answer, none a 5xx, and every kept one is listed. */
class BurstTest {

    @Test
    void answersEachAsIfItWereAlone() throws Exception {
        byte[] good = Multipart.image(Multipart.picture(300_000)).bytes();
        byte[] large = Multipart.image(Multipart.picture(1_200_000)).bytes();
        try (var server = new TestServer(); var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> uploads = List.of(
                    () -> post(server, "Content-Length: " + good.length, good),
                    () -> post(server, "Content-Length: " + large.length, large),
                    () -> post(server, "Content-Length: " + good.length, Arrays.copyOf(good, 1_000)),
                    () -> post(server, "Content-Length: 5", "hello".getBytes()),
                    () -> post(server, "Content-Length: x", good));
            List<Future<Integer>> answers = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                answers.add(clients.submit(uploads.get(n % 5)));
            }
            for (int n = 0; n < 200; n++) {
                assertEquals(List.of(201, 413, 400, 400, 400).get(n % 5), answers.get(n).get());
            }
            assertEquals(40, server.get("/predict/histories").body().split("\"history\"").length - 1);
        }
    }

    private static int post(TestServer server, String length, byte[] body) throws Exception {
        try (RawHttp http = server.raw()) {
            RawHttp.Answer answer = http.post("/predict", "Connection: close\r\n" + length, body).end().answer();
            assertEquals(1, answer.count(), answer.text());
            return answer.status();
        }
    }
}
