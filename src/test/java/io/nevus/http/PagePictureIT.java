package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways a picture comes into the page, and what the page does to it before it is sent. */
class PagePictureIT extends PageFixture {

    private static final String FILE = """
            const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
            const file = new File([bytes], 'x', { type: 'image/jpeg' });
            const files = new DataTransfer();
            files.items.add(file);
            """;

    @Test
    void aPictureCanBeDropped() {
        var page = open(page());
        page.evaluate("base64 => {" + FILE + """
                const event = new DragEvent('drop', { dataTransfer: files, bubbles: true });
                document.body.dispatchEvent(event) }""", mole());
        waitFor(page, "judged");
    }

    @Test
    void aPictureCanBePasted() {
        var page = open(page());
        page.evaluate("base64 => {" + FILE + """
                const event = new ClipboardEvent('paste', { clipboardData: files, bubbles: true });
                document.body.dispatchEvent(event) }""", mole());
        waitFor(page, "judged");
    }

    @Test
    void aJpegIsSentAsItIs() {
        var page = open(page());
        assertEquals(true, page.evaluate("async base64 => {" + FILE + """
                const { prepare } = await import('/convert.js');
                return (await prepare(file)).picture === file }""", mole()));
    }

    @Test
    void aTurnedPhotoIsShownUpright() {
        var page = open(page());
        give(page, "turned.jpg", turned(LesionDrawing.encode(LesionDrawing.mole(), "jpeg")));
        waitFor(page, "judged");
        assertEquals(true, page.evaluate("""
                () => { const { width, height } = document.getElementById('preview').getBoundingClientRect();
                  return Math.abs(width / height - 450 / 600) < 0.01 }"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "gif"})
    void anotherFormatIsConverted(String format) {
        var page = open(page());
        give(page, LesionDrawing.mole(), format);
        waitFor(page, "judged");
        that(page, "#note").hasText("Converted to JPEG in your browser before it was sent.");
    }

    @Test
    void aHugeFileIsReduced() {
        var page = open(page());
        var noise = Base64.getEncoder().encodeToString(LesionDrawing.encode(LesionDrawing.noise(2400), "png"));
        var made = (List<?>) page.evaluate("async base64 => {" + FILE + """
                const { prepare } = await import('/convert.js');
                const { picture, done } = await prepare(file);
                const bitmap = await createImageBitmap(picture);
                return [done, picture.type, bitmap.width, bitmap.height, picture.size] }""", noise);
        assertEquals(List.of("reduced", "image/jpeg", 2000, 2000), made.subList(0, 4));
        assertTrue((Integer) made.get(4) <= 10_000_000, "still " + made.get(4) + " bytes");
    }

    @Test
    void whatNobodyCanReadIsRefusedAtOnce() {
        var page = open(page());
        give(page, "notes.txt", "This is no picture.".getBytes(StandardCharsets.UTF_8));
        that(page, "#result-title").hasText("This kind of file cannot be judged");
        that(page, "#no-preview").isVisible();
        give(page, "empty.jpg", new byte[0]);
        that(page, "#result-title").hasText("The file could not be read");
        give(page, "moving.gif", "GIF89a...NETSCAPE2.0...".getBytes(StandardCharsets.US_ASCII));
        that(page, "#result-title").hasText("The picture moves");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        var page = open(page());
        assertEquals(List.of(), page.evaluate("""
                async () => {
                  const [{ default: en }, { default: id }] = await Promise.all([import('/en.js'), import('/id.js')]);
                  const holes = text => (text?.match(/\\{\\w+}/g) ?? []).sort().join();
                  return [...new Set([...Object.keys(en), ...Object.keys(id)])]
                    .filter(key => !en[key] || !id[key] || holes(en[key]) !== holes(id[key])) }"""));
    }

    private static void give(Page page, String name, byte[] content) {
        page.setInputFiles("#file", new FilePayload(name, "image/jpeg", content));
    }

    /** Puts EXIF orientation 6 (turn it clockwise) right after the start marker. */
    private static byte[] turned(byte[] jpeg) {
        var exif = HexFormat.of().parseHex("ffe1002245786966000049492a0008000000010012010300010000000600000000000000");
        return ByteBuffer.allocate(jpeg.length + exif.length).put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static String mole() {
        return Base64.getEncoder().encodeToString(LesionDrawing.encode(LesionDrawing.mole(), "jpeg"));
    }
}
