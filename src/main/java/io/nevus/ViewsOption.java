package io.nevus;

import io.nevus.model.Views;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What may stand behind {@code --views}. */
final class ViewsOption implements ITypeConverter<Views> {

    @Override
    public Views convert(String count) {
        try {
            return Views.of(count);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
