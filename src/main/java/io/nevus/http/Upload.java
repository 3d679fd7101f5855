package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/** Takes the picture out of a multipart/form-data request, in memory only, within bounds of size, time and number. */
final class Upload {
    private static final Pattern FORM_DATA = Pattern.compile("multipart/form-data\\s*(;.*)?");
    private static final int MAX_PARTS = 100;
    /** Boundaries, part headers and small fields beside the picture. */
    private static final int FORM_OVERHEAD = 256 * 1024;
    private static final int BLOCK = 16 * 1024;

    private final UploadSettings settings;
    private final Admission admission;
    private final Semaphore memory;
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();

    Upload(UploadSettings settings, Admission admission) {
        this.settings = settings;
        this.admission = admission;
        this.memory = new Semaphore(Math.toIntExact(settings.memory() / BLOCK));
    }

    /** Leaves those that are still being sent no more than so much time. */
    void hurry(Duration time) {
        running.forEach(deadline -> deadline.hurry(time));
    }

    /**
     * Reads the picture and answers with it; its memory counts as used until the answer is there.
     *
     * @param limit the most bytes a picture may have
     * @throws Rejected when the request holds no picture, or too large a one
     */
    Reply withPicture(ServerRequest request, int limit, Function<byte[], Reply> answer) {
        RequestBody body = Exchange.of(request).body();
        String contentType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!FORM_DATA.matcher(contentType.toLowerCase(Locale.ROOT)).matches()) {
            throw Rejected.notMultipart();
        }
        if (body.isDoubtful()) {
            throw Rejected.malformed("Send either one Content-Length or Transfer-Encoding: chunked.");
        }
        if (body.announced().orElse(0) > limit + FORM_OVERHEAD) {
            throw Rejected.tooLarge(limit);
        }
        if (admission.isFull()) {
            turnAway(request, limit);
        }
        try (var share = new Share()) {
            return answer.apply(read(request, limit, share::use, in -> picture(in, contentType, limit)));
        }
    }

    /** Read but not looked at, so that the connection can be kept: making another one would cost more than that. */
    private void turnAway(ServerRequest request, int limit) {
        if (!request.headers().contains(HeaderValues.EXPECT_100)) {
            read(request, limit, _ -> { }, in -> in.transferTo(OutputStream.nullOutputStream()));
        }
        throw Rejected.overloaded();
    }

    private <T> T read(ServerRequest request, int limit, IntConsumer meter, Reader<T> reader) {
        Exchange exchange = Exchange.of(request);
        BoundedConnection connection = BoundedConnection.current();
        Deadline deadline = Deadline.of(settings.pace(),
                () -> connection.saySlow(request.path().path(), exchange.id()));
        running.add(deadline);
        try (deadline) {
            return reader.read(exchange.body().open(limit + FORM_OVERHEAD, count -> {
                deadline.progress(count);
                meter.accept(count);
            }));
        } catch (Rejected e) {
            throw e;
        } catch (BoundedConnection.TooMuch _) {
            throw Rejected.tooLarge(limit);
        } catch (IOException | RuntimeException e) {
            if (e instanceof RequestException http && http.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413)) {
                throw Rejected.tooLarge(limit);
            }
            // Helidon's and FileUpload's exceptions alike: broken chunks, an early end, senseless headers
            throw Rejected.malformed("The form is not well-formed multipart/form-data, or it ends too early.", e);
        } finally {
            running.remove(deadline);
            if (deadline.isOver()) {
                throw new CloseConnectionException("An upload took longer than " + settings.pace());
            }
        }
    }

    private static byte[] picture(InputStream body, String contentType, int limit) throws IOException {
        var parts = new MultipartForm(contentType).getItemIterator(body);
        Optional<byte[]> picture = Optional.empty();
        for (int count = 1; parts.hasNext(); count++) {
            FileItemInput part = parts.next();
            boolean image = "image".equals(part.getFieldName());
            if (count > MAX_PARTS) {
                throw Rejected.malformed("Send no more than " + MAX_PARTS + " parts.");
            }
            if (image && picture.isPresent() || !image && !part.isFormField()) {
                throw Rejected.malformed("Send exactly one file, in the part named image.");
            }
            if (image) {
                picture = Optional.of(content(part, limit));
            }
        }
        return picture.filter(content -> content.length > 0)
                .orElseThrow(() -> Rejected.malformed("Send the picture as a file in the part named image."));
    }

    private static byte[] content(FileItemInput part, int limit) throws IOException {
        var content = UnsynchronizedByteArrayOutputStream.builder().get();
        byte[] block = new byte[BLOCK];
        try (InputStream in = part.getInputStream()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                content.write(block, 0, count);
                if (content.size() > limit) {
                    throw Rejected.tooLarge(limit);
                }
            }
        }
        return content.toByteArray();
    }

    /** One upload's part of the memory for all, counted as its bytes come in: one that stalls early holds little. */
    private final class Share implements AutoCloseable {
        private int bytes;
        private int blocks;

        void use(int count) {
            bytes += count;
            while (blocks * BLOCK < bytes) {
                if (!memory.tryAcquire()) {
                    throw Rejected.overloaded();
                }
                blocks++;
            }
        }

        @Override
        public void close() {
            memory.release(blocks);
        }
    }

    private interface Reader<T> {
        T read(InputStream body) throws IOException;
    }
}
