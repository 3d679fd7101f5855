package io.nevus.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a model comes from: a directory or a TensorFlow.js model, or the address of one on the web or in Cloud Storage,
 * which is copied first. Loading verifies the checksums in any case.
 */
public final class ModelSource {

    private ModelSource() {
    }

    /**
     * A model to serve with; one that comes from an address follows what changes there.
     *
     * @param copies where copies are kept
     * @throws ModelException   when there is something wrong with it
     * @throws ModelUnavailable when its address does not answer or holds no working model, which may change
     */
    public static Model open(ModelPlace place, Path copies) {
        return Origin.of(place).<Model>map(origin ->
                        new RemoteModel(origin, new ModelCopies(copies, origin.key()), place).open())
                .orElseGet(() -> SavedModel.load(directory(place.location(), copies), place.views(),
                        place.precision()));
    }

    /**
     * The directory itself, a copy of what is at the address, or what a TensorFlow.js model (.json) was converted to.
     *
     * @throws ModelException when the address does not answer or holds no model
     */
    public static Path directory(String location, Path copies) {
        return Origin.of(ModelPlace.of(location)).map(origin -> copied(origin, copies))
                .orElseGet(() -> location.endsWith(".json") ? converted(location, copies) : Path.of(location));
    }

    private static Path copied(Origin origin, Path copies) {
        try (origin) {
            return new Download(origin, new ModelCopies(copies, origin.key())).get().copy();
        }
    }

    private static Path converted(String modelJson, Path copies) {
        TfjsSource source = TfjsSource.read(modelJson);
        try {
            return new ModelCopies(copies, modelJson).keep(source.digest(), directory -> ModelImport.write(source.model(), directory));
        } catch (IOException e) {
            throw new ModelException(("Cannot keep the model (%s): make room, or set XDG_CACHE_HOME to a directory that "
                    + "can be written").formatted(e), e);
        }
    }
}
