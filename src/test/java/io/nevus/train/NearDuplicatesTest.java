package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nevus.picture.PictureFactory;
import io.nevus.triage.LesionClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearDuplicatesTest {

    @TempDir
    private Path folder;
    private final List<Example> examples = new ArrayList<>();

    private void add(String name, LesionClass diagnosis, BufferedImage image) throws IOException {
        Files.write(folder.resolve(name + ".jpg"), PictureFactory.jpeg(image));
        examples.add(new Example(name, "L" + name, diagnosis));
    }

    /** Skin with hairs, and a spot of some colour, size and shape in the middle of it. */
    private static BufferedImage lesion(long seed) {
        Random random = new Random(seed);
        BufferedImage image = PictureFactory.lesion(300, 224, 140 + random.nextInt(20), 102 + random.nextInt(20),
                40 + random.nextInt(20));
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < 60; i++) {
            g.setColor(new Color(random.nextInt(120), random.nextInt(90), random.nextInt(70)));
            int x = random.nextInt(300);
            int y = random.nextInt(224);
            g.drawLine(x, y, x + random.nextInt(60) - 30, y + random.nextInt(60) - 30);
        }
        g.fillOval(100 + random.nextInt(60), 70 + random.nextInt(50), 20 + random.nextInt(30), 20 + random.nextInt(30));
        g.dispose();
        return image;
    }

    private static BufferedImage changed(BufferedImage image, AffineTransform transform) {
        return new AffineTransformOp(transform, AffineTransformOp.TYPE_BILINEAR).filter(image, null);
    }

    private NearDuplicates find() {
        try (PictureFiles files = PictureFiles.below(folder);
             PictureCache cache = new PictureCache(folder, examples, files, example -> { })) {
            return NearDuplicates.find(examples, cache);
        }
    }

    private static Map<String, Set<String>> groups(List<Example> joined) {
        return joined.stream().collect(Collectors.groupingBy(Example::lesion,
                Collectors.mapping(Example::image, Collectors.toSet())));
    }

    @Test
    void copiesOfAPhotographAreOneLesion() throws IOException {
        BufferedImage image = lesion(1);
        add("a", LesionClass.NV, image);
        add("small", LesionClass.NV, changed(image, AffineTransform.getScaleInstance(0.5, 0.5)));
        add("bright", LesionClass.NV, new RescaleOp(1.1f, 5, null).filter(image, null));
        add("cut", LesionClass.NV, image.getSubimage(9, 5, 285, 214));
        AffineTransform mirror = AffineTransform.getScaleInstance(-1, 1);
        mirror.translate(-300, 0);
        add("mirrored", LesionClass.NV, changed(image, mirror));
        add("turned", LesionClass.NV, changed(image, AffineTransform.getQuadrantRotateInstance(1, 112, 112)));
        Files.write(folder.resolve("recompressed.jpg"), PictureFactory.jpeg(image, 0.3f));
        examples.add(new Example("recompressed", "Lrecompressed", LesionClass.MEL));
        add("other", LesionClass.NV, lesion(2));

        List<Example> joined = find().join(examples);

        assertEquals(Set.of(Set.of("other"), Set.of("a", "small", "bright", "cut", "mirrored", "turned",
                "recompressed")), Set.copyOf(groups(joined).values()));
        assertEquals("1 groups of near-duplicates kept together, 1 of them with more than one diagnosis",
                NearDuplicates.summary(joined));
        assertEquals(new Example("recompressed", "La", LesionClass.MEL, "Lrecompressed"), joined.get(6));
    }

    @Test
    void otherLesionsStayApartAndNoGroupIsInTwoParts() throws IOException {
        for (int i = 0; i < 40; i++) {
            add("p" + i, i % 2 == 0 ? LesionClass.NV : LesionClass.MEL, lesion(i));
        }
        for (int i = 0; i < 10; i++) {
            add("q" + i, LesionClass.NV, new RescaleOp(0.9f, 0, null).filter(lesion(i), null));
        }
        add("extra", LesionClass.NV, changed(lesion(30), AffineTransform.getScaleInstance(0.8, 0.8)));
        NearDuplicates copies = find();
        assertEquals(40, copies.join(examples).stream().map(Example::lesion).distinct().count());

        List<Example> own = examples.subList(0, 50);
        Split split = Split.byLesion(copies.join(own), 0.3, 1);
        Map<String, Integer> partOf = new HashMap<>();
        List<List<Example>> parts = List.of(split.train(), split.calibration(), split.test());
        parts.forEach(part -> part.forEach(example -> assertEquals(parts.indexOf(part),
                partOf.merge(example.lesion(), parts.indexOf(part), (one, other) -> one.equals(other) ? one : -1))));

        int part = partOf.get("Lp30");
        assertEquals(part == 0 ? 1 : 0, copies.apart(examples.subList(50, 51), split.heldOut()).size());
        List<Example> twice = Stream.concat(split.test().stream(), split.train().stream().limit(3)).toList();
        assertEquals(3, copies.apart(twice, split.heldOut()).size());
    }

    @Test
    void theWrittenSplitTellsGroups() throws IOException {
        Split split = Split.byLesion(List.of(new Example("A", "L1", LesionClass.NV),
                new Example("B", "L2", LesionClass.NV).joinedTo("L1")), 0.1, 1);
        split.write(folder.resolve("split.csv"));
        assertEquals(List.of("image_id,lesion_id,group,dx,part", "A,L1,,nv,train", "B,L2,L1,nv,train"),
                Files.readAllLines(folder.resolve("split.csv")));
    }
}
