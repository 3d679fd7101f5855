package io.nevus.model;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A network that is tried before it takes the place of the exact one.
 *
 * @param network the one to use
 * @param numbers that it computes in, as the model's answer tells
 */
record Acceleration(Network network, String numbers) {

    private static final System.Logger LOGGER = System.getLogger(Acceleration.class.getName());
    private static final String EXACT = "float32";

    static Acceleration none(Network exact) {
        return new Acceleration(exact, EXACT);
    }

    /** In bfloat16 where that is worth it and does no harm; the other network is closed. */
    static Acceleration of(Judge judge, Network exact) {
        return Bfloat16.isInProcessor() ? of(judge, exact, () -> exact.inBfloat16(Bfloat16.FIRST, SavedModel.builtInPicture()))
                : none(exact, "this processor has none");
    }

    static Acceleration of(Judge judge, Network exact, Supplier<Optional<Network>> faster) {
        String objection;
        try {
            Optional<Network> fast = faster.get();
            objection = fast.map(candidate -> objection(judge, exact, candidate)).orElse("it has nothing to gain");
            if (objection.isEmpty()) {
                exact.close();
                LOGGER.log(Level.INFO, "The network computes in bfloat16: on drawn pictures it agrees with float32");
                return new Acceleration(fast.orElseThrow(), "bfloat16");
            }
            fast.ifPresent(Network::close);
        } catch (RuntimeException e) {
            objection = firstLine(e);
        }
        return none(exact, objection);
    }

    private static Acceleration none(Network exact, String objection) {
        LOGGER.log(Level.INFO, "The network computes in float32 and not in bfloat16: " + objection);
        return none(exact);
    }

    /** Why not to use it; empty when it may be used. */
    private static String objection(Judge judge, Network exact, Network fast) {
        try {
            boolean agree = DrawnLesion.all().allMatch(picture ->
                    judge.opinion(exact, picture).agrees(judge.opinion(fast, picture)));
            return agree ? "" : "there it judges drawn pictures otherwise";
        } catch (RuntimeException e) {
            return firstLine(e);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().filter(line -> !line.isBlank()).findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
