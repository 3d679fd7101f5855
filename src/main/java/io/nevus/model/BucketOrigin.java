package io.nevus.model;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder of a Cloud Storage bucket, whose objects are listed at each look. */
final class BucketOrigin implements Origin {

    /** A model has a dozen; more are somebody's pictures. */
    private static final int MOST_OBJECTS = 1_000;
    private static final BlobListOption FIELDS = BlobListOption.fields(BlobField.NAME, BlobField.GENERATION,
            BlobField.SIZE, BlobField.CRC32C, BlobField.CONTENT_ENCODING);

    private final BucketAddress address;
    private final Optional<URI> endpoint;
    private Optional<Storage> client = Optional.empty();

    BucketOrigin(BucketAddress address, Optional<URI> endpoint) {
        this.address = address;
        this.endpoint = endpoint;
    }

    @Override
    public String file() {
        return address.file();
    }

    @Override
    public String key() {
        return endpoint.map(URI::toString).orElse("") + address + address.file();
    }

    /** The client is made anew after a failure, which may be one of its credentials. */
    @Override
    public Snapshot look() throws IOException {
        try {
            Storage storage = client.orElseGet(() -> BucketClient.open(endpoint));
            client = Optional.of(storage);
            return list(storage);
        } catch (StorageException e) {
            close();
            return Optional.of(e).filter(BucketTrouble::isOfIdentity).flatMap(_ -> unlisted())
                    .orElseThrow(() -> new IOException(BucketTrouble.of(e, address), e));
        }
    }

    private Snapshot list(Storage storage) throws IOException {
        Map<String, Blob> objects = new TreeMap<>();
        for (Blob object : storage.list(address.bucket(), FIELDS, BlobListOption.prefix(address.folder()),
                BlobListOption.pageSize(MOST_OBJECTS)).iterateAll()) {
            objects.put(object.getName().substring(address.folder().length()), object);
            if (objects.size() > MOST_OBJECTS) {
                throw new IOException("%s has more than %,d objects: put the model into a folder of its own"
                        .formatted(address, MOST_OBJECTS));
            }
        }
        if (!objects.containsKey(address.file())) {
            throw new IOException("%s has no %s: publish a model there".formatted(address, address.file()));
        }
        return new BucketSnapshot(storage, address, objects);
    }

    /** Objects that everybody may read in a bucket that not everybody may list. */
    private Optional<Snapshot> unlisted() {
        var web = new WebOrigin(endpoint.map(URI::toString).orElse("https://storage.googleapis.com") + "/"
                + address.bucket() + "/" + address.folder(), address.file(), "");
        try {
            return Optional.of(web.look());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.ifPresent(BucketClient::close);
        client = Optional.empty();
    }

    @Override
    public String toString() {
        return address.file().equals(ModelCard.FILE) ? address.toString() : address + address.file();
    }
}
