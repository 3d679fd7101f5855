package io.nevus.train;

import io.nevus.picture.PictureFactory;
import io.nevus.triage.LesionClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drawn lesions whose class is their colour: a network that is trained for a minute can tell them. */
final class DrawnLesions {

    private static final Color[] COLOURS = {new Color(200, 60, 60), new Color(60, 60, 200), new Color(200, 160, 40),
            new Color(40, 140, 60), new Color(20, 20, 20), new Color(120, 70, 40), new Color(150, 40, 150)};

    private DrawnLesions() {
    }

    /** Writes pictures of so many lesions of each class, and returns their table; names begin with the prefix. */
    static List<String> write(Path folder, String prefix, int lesionsAClass, Random random) throws IOException {
        List<String> lines = new ArrayList<>(List.of("lesion_id,image_id,dx"));
        for (LesionClass diagnosis : LesionClass.values()) {
            for (int i = 0; i < lesionsAClass; i++) {
                String image = prefix + diagnosis.code() + i;
                lines.add("%s,%s,%s".formatted("L" + image, image, diagnosis.code()));
                Files.write(folder.resolve(image + ".jpg"), picture(diagnosis, random));
            }
        }
        return lines;
    }

    static byte[] picture(LesionClass diagnosis, Random random) {
        BufferedImage image = PictureFactory.uniform(120, 90, new Color(220, 180, 160));
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < 400; i++) {
            g.setColor(new Color(190 + random.nextInt(60), 150 + random.nextInt(60), 130 + random.nextInt(60)));
            g.fillRect(random.nextInt(120), random.nextInt(90), 3, 3);
        }
        int size = 40 + random.nextInt(20);
        g.setColor(COLOURS[diagnosis.ordinal()]);
        g.fillOval(20 + random.nextInt(20), 10 + random.nextInt(15), size, size);
        g.dispose();
        return PictureFactory.jpeg(image);
    }
}
