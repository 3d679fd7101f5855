package io.nevus.model;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What native code has freed. The C library keeps it for itself, some 80 MB of each model that was replaced, unless it is
 * told to give it back: https://man7.org/linux/man-pages/man3/malloc_trim.3.html.
 */
final class FreedMemory {

    /** Empty where the C library is not glibc. */
    @SuppressWarnings("restricted")
    private static final Optional<MethodHandle> TRIM = Linker.nativeLinker().defaultLookup().find("malloc_trim")
            .map(function -> Linker.nativeLinker().downcallHandle(function,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

    private FreedMemory() {
    }

    static void giveBack() {
        TRIM.ifPresent(FreedMemory::call);
    }

    private static void call(MethodHandle trim) {
        try {
            int _ = (int) trim.invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim throws nothing", e);
        }
    }
}
