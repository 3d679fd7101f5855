package io.nevus.train;

import io.nevus.model.ModelCard;
import io.nevus.model.Network;
import java.nio.file.Path;

/** A model directory as it serves: its card and its network. */
record LoadedModel(ModelCard card, Network network) implements AutoCloseable {

    /** @throws io.nevus.model.ModelException when there is none, or it is damaged */
    static LoadedModel of(Path directory) {
        ModelCard card = ModelCard.read(directory);
        card.verify(directory);
        return new LoadedModel(card, Network.load(directory));
    }

    @Override
    public void close() {
        network.close();
    }
}
