package io.nevus;
import io.nevus.train.*;
import java.nio.file.Path;
import java.util.Optional;
public class Main { static void main(String[] a) {
  Recipe s = Recipe.standard();
  Recipe r = new Recipe(Integer.parseInt(a[1]), 224, Double.parseDouble(a[2]), 32, 3e-4, .02, .05, .2, .998, .1, 1);
  new TrainingRun(Path.of(a[0]), Optional.of(Path.of("/work/shared/weights/mobilenetv2-1.0-224/model.safetensors")), Path.of("/tmp/m"), Path.of(a[3]), r).run(System.out);
} }
