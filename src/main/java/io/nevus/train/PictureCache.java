package io.nevus.train;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.triage.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * All pictures of a run, decoded once by the serving front to squares of {@value #SIDE} px, in a mapped file (200 KB a
 * picture), so that memory is the operating system's business.
 */
final class PictureCache implements AutoCloseable {

    static final int SIDE = 256;
    static final int BYTES = SIDE * SIDE * 3;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pixels;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Double> aspects = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /**
     * Decodes the examples' pictures.
     *
     * @param directory where the file is put; it has no name there, so that nothing is left when the run is killed
     * @param progress  told of each picture
     */
    PictureCache(Path directory, List<Example> examples, PictureFiles files, Consumer<Example> progress) {
        try (Decoder decoder = new Decoder(SIDE)) {
            Path file = Files.createTempFile(directory, "pictures", ".cache");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                pixels = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) BYTES * examples.size(), arena);
            }
            for (Example example : examples) {
                add(example.image(), files, decoder);
                progress.accept(example);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String image, PictureFiles files, Decoder decoder) {
        if (!files.has(image)) {
            unreadable.add(image + ": no such picture");
            return;
        }
        try {
            switch (Inspection.of(files.read(image))) {
                case Inspection.Safe(Picture picture) -> add(image, decoder.decode(picture));
                case Inspection.Unfit(Refusal refusal) -> unreadable.add(image + ": " + refusal.help());
            }
        } catch (IOException | TFInvalidArgumentException e) {
            unreadable.add("%s: %s".formatted(image, e.getMessage().lines().findFirst().orElse("unreadable")));
        }
    }

    private void add(String image, Decoder.Square square) {
        int place = places.size();
        MemorySegment.copy(MemorySegment.ofArray(square.rgb()), 0, pixels, (long) BYTES * place, BYTES);
        aspects.add(square.aspect());
        places.put(image, place);
    }

    boolean has(Example example) {
        return places.containsKey(example.image());
    }

    /** Copies the RGB bytes of one picture, row by row. */
    void copy(Example example, byte[] target, int start) {
        long source = (long) BYTES * places.get(example.image());
        MemorySegment.copy(pixels, source, MemorySegment.ofArray(target), start, BYTES);
    }

    /** Width by height of the picture before it was squeezed into a square. */
    double aspect(Example example) {
        return aspects.get(places.get(example.image()));
    }

    /** The pictures that are missing or broken, a line each. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public void close() {
        arena.close();
    }
}
