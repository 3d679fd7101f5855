package io.nevus.picture;

/**
 * A picture whose header was read and found safe to decode: an RGB or RGBA JPEG or PNG of bearable size.
 *
 * @param width       as stored, in pixels, before the orientation is applied
 * @param orientation the EXIF orientation, 1 (upright) to 8
 */
public record Picture(byte[] bytes, Format format, int width, int height, int orientation) {

    public enum Format { JPEG, PNG }
}
