package io.nevus.model;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The objects of a folder at their generations: once one is replaced, it cannot be read any more, rather than be mixed up.
 *
 * @param objects by their names in the folder
 */
record BucketSnapshot(Storage storage, BucketAddress address, Map<String, Blob> objects) implements Snapshot {

    @Override
    public String state() {
        return Digests.sha256(objects.entrySet().stream()
                .map(object -> object.getKey() + " " + object.getValue().getGeneration())
                .collect(Collectors.joining("\n")).getBytes());
    }

    @Override
    public long size(String name) {
        return objects.containsKey(name) ? objects.get(name).getSize() : 0;
    }

    @Override
    public void copy(String name, OutputStream to) throws IOException {
        Blob object = objects.get(name);
        if (object == null) {
            throw new IOException("%s has no %s: publish the model again".formatted(address, name));
        }
        if (object.getSize() > Limited.ON_DISK) {
            throw new IOException("%s is longer than %,d bytes".formatted(name, Limited.ON_DISK));
        }
        var crc = new CRC32C();
        OutputStream checked = new CheckedOutputStream(new Limited(to, Limited.ON_DISK), crc);
        try {
            // not by storage.reader(), which goes on for ever with answers that end too soon
            storage.downloadTo(BlobId.of(address.bucket(), object.getName(), object.getGeneration()), checked,
                    BlobSourceOption.shouldReturnRawInputStream(!isZipped(object)));
        } catch (StorageException e) {
            throw ofDisk(e).orElseGet(() -> new IOException(BucketTrouble.of(e, address, name), e));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!isZipped(object) && object.getCrc32c() != null && !object.getCrc32c().equals(base64(crc.getValue()))) {
            throw new IOException("%s came damaged (CRC32C differs)".formatted(name));
        }
    }

    /** What {@link Limited} threw, which the client wraps. */
    private static Optional<IOException> ofDisk(StorageException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException unchecked) {
                return Optional.of(unchecked.getCause());
            }
        }
        return Optional.empty();
    }

    /** What was uploaded by gcloud storage cp -Z comes unpacked, but its checksum is of what is stored. */
    private static boolean isZipped(Blob object) {
        return "gzip".equals(object.getContentEncoding());
    }

    private static String base64(long crc) {
        return Base64.getEncoder().encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc).array());
    }
}
