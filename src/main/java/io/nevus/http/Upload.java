package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
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
    private final Semaphore memory;

    Upload(UploadSettings settings) {
        this.settings = settings;
        this.memory = new Semaphore(Math.toIntExact(settings.memory() / BLOCK));
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
        try (var share = new Share()) {
            return answer.apply(read(body, contentType, limit, share));
        }
    }

    private byte[] read(RequestBody body, String contentType, int limit, Share share) {
        Deadline deadline = Deadline.after(settings.deadline());
        try (deadline) {
            return picture(body.open(limit + FORM_OVERHEAD, share::use), contentType, limit);
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
            if (deadline.isOver()) {
                throw new CloseConnectionException("An upload took longer than " + settings.deadline());
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
}
