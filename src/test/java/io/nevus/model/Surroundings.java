package io.nevus.model;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures of lesions as they may well come. Drawn otherwise than what the gate is fitted to. */
enum Surroundings {
    SMALL {
        @Override
        BufferedImage of(BufferedImage picture) {
            int height = Math.max(105, 140 * picture.getHeight() / picture.getWidth());
            BufferedImage small = new BufferedImage(140, height, BufferedImage.TYPE_INT_RGB);
            small.createGraphics().drawImage(picture.getScaledInstance(140, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
            return small;
        }
    },
    HAIRS {
        @Override
        void draw(Graphics2D pen, int width, int height, Random random) {
            pen.setStroke(new BasicStroke(Math.max(1, width / 250f)));
            for (int i = 0; i < 25; i++) {
                pen.setColor(new Color(40 + random.nextInt(40), 25 + random.nextInt(20), 20));
                int x = random.nextInt(width);
                int y = random.nextInt(height);
                pen.draw(new QuadCurve2D.Double(x, y, x + random.nextInt(80) - 40, y + random.nextInt(80) - 40,
                        x + random.nextInt(160) - 80, y + random.nextInt(160) - 80));
            }
        }
    },
    RULER {
        @Override
        void draw(Graphics2D pen, int width, int height, Random random) {
            int top = height * 85 / 100;
            pen.setColor(Color.WHITE);
            pen.fillRect(0, top, width, height);
            pen.setColor(Color.BLACK);
            for (int x = 0; x < width; x += 6) {
                pen.fillRect(x, top, 1, x % 30 == 0 ? 18 : 9);
            }
        }
    },
    INK {
        @Override
        void draw(Graphics2D pen, int width, int height, Random random) {
            pen.setColor(new Color(70, 40, 140, 200));
            pen.setStroke(new BasicStroke(width / 60f));
            pen.drawArc(10, 10, width - 20, height - 20, 20, 130);
            pen.drawLine(5, 30, 60, 20);
        }
    },
    BUBBLES {
        @Override
        void draw(Graphics2D pen, int width, int height, Random random) {
            for (int i = 0; i < 40; i++) {
                int size = 4 + random.nextInt(12);
                var bubble = new Ellipse2D.Double(random.nextInt(width), random.nextInt(height), size, size);
                pen.setColor(new Color(255, 255, 255, 90));
                pen.fill(bubble);
                pen.setColor(new Color(255, 255, 255, 200));
                pen.draw(bubble);
            }
        }
    },
    ROUND_VIEW {
        @Override
        BufferedImage of(BufferedImage picture) {
            int width = picture.getWidth();
            int height = picture.getHeight();
            double size = 0.98 * Math.max(width, height);
            BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = result.createGraphics();
            pen.setClip(new Ellipse2D.Double((width - size) / 2, (height - size) / 2, size, size));
            pen.drawImage(picture, 0, 0, null);
            return result;
        }
    };

    /** A copy of the picture. */
    BufferedImage of(BufferedImage picture) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = copy.createGraphics();
        pen.drawImage(picture, 0, 0, null);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        draw(pen, picture.getWidth(), picture.getHeight(), new Random(3));
        return copy;
    }

    void draw(Graphics2D pen, int width, int height, Random random) {
    }
}
