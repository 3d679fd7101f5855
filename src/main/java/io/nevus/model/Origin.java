package io.nevus.model;

import java.io.IOException;
import java.util.Optional;

/** Where a model is when it is not on this machine. */
interface Origin extends AutoCloseable {

    /** @throws IOException when it cannot be asked; the message is a sentence for people */
    Snapshot look() throws IOException;

    /** The file that says what the model is: card.json, or the model.json of TensorFlow.js. */
    String file();

    /** Tells it from others, so that copies are not mixed up. */
    String key();

    @Override
    default void close() {
    }

    /** Empty for a path. */
    static Optional<Origin> of(ModelPlace place) {
        Optional<BucketAddress> bucket = BucketAddress.of(place.location());
        return bucket.<Origin>map(address -> new BucketOrigin(address, place.endpoint()))
                .or(() -> WebOrigin.of(place.location()));
    }
}
