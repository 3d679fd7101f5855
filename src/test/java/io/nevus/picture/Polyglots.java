package io.nevus.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are two things at once, or that say they are what they are not, by name. */
public final class Polyglots {

    private static final byte[] JPEG = PictureFactory.jpeg(PictureFactory.lesion(120, 90));
    private static final byte[] PNG = PictureFactory.png(PictureFactory.lesion(120, 90));

    private Polyglots() {
    }

    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String magic : new String[] {
            "GIF89a", "BM\0\0\0\0\0\0\0\0", "RIFF\0\0\0\0WEBPVP8X", "%PDF-1.7\n", "II*\0", "MZ", "PK\3\4",
            "\0\0\0\30ftypheic", "\0\0\1\0\1\0", "<svg>", "#!/bin/sh\n", "\u00FF\u00D8\u00FF", "\u00FF\u00D8",
            "\u0089PNG\r\n\u001A\n", "\u0089PNG\n\u001A\n"}) {
            byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
            all.put(magic + " before a JPEG", before(JPEG, start));
            all.put(magic + " before a PNG", before(PNG, start));
            all.put(magic + " over a JPEG", over(JPEG, start));
            all.put(magic + " over a PNG", over(PNG, start));
            all.put(magic + " behind a JPEG", before(start, JPEG));
        }
        all.put("PNG behind a JPEG", before(PNG, JPEG));
        all.put("JPEG behind a PNG", before(JPEG, PNG));
        all.put("PNG in a JPEG's comment", JpegParts.insert(JPEG, 0xFE, PNG));
        all.put("JPEG in a PNG's text", PngParts.insert(PNG, "tEXt", JPEG));
        all.put("page in a JPEG's comment", JpegParts.insert(JPEG, 0xFE, "<script>alert(1)</script>".getBytes(
                StandardCharsets.US_ASCII)));
        all.put("form in a JPEG's comment", JpegParts.insert(JPEG, 0xFE, "\r\n--edge--\r\n\r\n--edge\r\n".getBytes(
                StandardCharsets.US_ASCII)));
        return all;
    }

    private static byte[] before(byte[] bytes, byte[] start) {
        return JpegParts.splice(bytes, 0, start);
    }

    private static byte[] over(byte[] bytes, byte[] start) {
        return before(Arrays.copyOfRange(bytes, start.length, bytes.length), start);
    }
}
