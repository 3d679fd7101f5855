package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.fault.KeptConnection.Answer;
import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An upload in two pieces, cut anywhere from its first byte to its last, is the same upload. */
@Isolated
class SplitUploadIT {
    private static final int CONNECTIONS = 8;
    /** Between the pieces, so that the server reads the first one alone. */
    private static final int PAUSE_MILLIS = Scale.of(3, 20);
    private static final byte[] REQUEST = KeptConnection.post("/api/predictions",
            Multipart.image(PictureFactory.jpeg(PictureFactory.lesion(96, 72), 0.5f)).bytes());

    @Test
    void isJudgedTheSame(@TempDir Path folder) throws Exception {
        var figures = new Figures(getClass());
        try (var server = ServerProcess.small(folder.resolve("history.db"));
             var clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            String whole = verdict(server, REQUEST.length);
            assertTrue(whole.startsWith("201"), whole);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int share = 0; share < CONNECTIONS; share++) {
                int from = share;
                answers.add(clients.submit(() -> cut(server, from, whole)));
            }
            int closed = 0;
            for (Future<Integer> answer : answers) {
                closed += answer.get();
            }
            figures.add("%d places to cut, all judged the same, %d connections not kept", REQUEST.length, closed);
        } finally {
            figures.print();
        }
    }

    private static String verdict(ServerProcess server, int at) throws Exception {
        try (var client = new KeptConnection(server.port())) {
            return verdict(send(client, at));
        }
    }

    /** At every eighth place. */
    private static int cut(ServerProcess server, int from, String whole) throws Exception {
        int closed = 0;
        try (var client = new KeptConnection(server.port())) {
            for (int at : IntStream.iterate(from, at -> at < REQUEST.length, at -> at + CONNECTIONS).toArray()) {
                Answer answer = send(client, at);
                assertEquals(whole, verdict(answer), "Cut at %d of %d".formatted(at, REQUEST.length));
                closed += answer.isLast() ? 1 : 0;
            }
        }
        return closed;
    }

    private static Answer send(KeptConnection client, int at) throws Exception {
        client.send(REQUEST, 0, at);
        Thread.sleep(PAUSE_MILLIS);
        client.send(REQUEST, at, REQUEST.length);
        return client.answer();
    }

    /** Status and all that does not change from time to time. */
    private static String verdict(Answer answer) {
        return answer.status() + answer.body().replaceAll("\"(id|createdAt)\":\"[^\"]*\"", "");
    }
}
