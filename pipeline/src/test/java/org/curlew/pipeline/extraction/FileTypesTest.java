package org.curlew.pipeline.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The short way must give what Tika gives. */
class FileTypesTest {

    private static final int HEAD = 64 * 1024;
    private final FileTypes types = new FileTypes();
    private final MimeTypes tika = MimeTypes.getDefaultMimeTypes();

    /** The answer to be had without any short cut. */
    private String slow(byte[] bytes, String name) throws Exception {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
        String byContent =
                tika.detect(new ByteArrayInputStream(head), new Metadata()).toString();
        if (!byContent.equals("text/plain")) {
            return byContent;
        }
        Metadata hint = new Metadata();
        hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return tika.detect(new ByteArrayInputStream(head), hint).toString();
    }

    private void same(SoftAssertions all, byte[] bytes, String name) throws Exception {
        if (VideoSigns.type(bytes, 0, bytes.length) != null) {
            // Known here and not to Tika.
            return;
        }
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 7, bytes.length);
        String head = new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.ISO_8859_1);
        all.assertThat(types.detect(shifted, 7, bytes.length, "/folder/" + name))
                .as(name + " " + bytes.length + " bytes: " + head)
                .isEqualTo(slow(bytes, name));
    }

    private static byte[] text(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(20);
            bytes[i] = (byte) (kind == 0 ? '\n' : kind < 4 ? ' ' : 'a' + random.nextInt(26));
        }
        return bytes;
    }

    @Test
    void random_bytes_and_texts_are_typed_as_by_tika() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Random random = new Random(11);
        List<String> names =
                List.of("a", "b.txt", "c.csv", "d.XML", "e.html", "Makefile", "s_1.txt", "x.tar-gz", "f.java");
        for (int i = 0; i < 1500; i++) {
            byte[] noise = new byte[1 + random.nextInt(6000)];
            random.nextBytes(noise);
            String name = names.get(random.nextInt(names.size()));
            same(all, noise, name);
            same(all, text(random, 1 + random.nextInt(6000)), name);
        }
        all.assertAll();
    }

    @Test
    void every_magic_value_of_tikas_table_at_its_place_is_typed_as_by_tika() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Random random = new Random(12);
        for (Element match : matches()) {
            String offset = match.getAttribute("offset").isEmpty() ? "0" : match.getAttribute("offset");
            int from = Integer.parseInt(offset.split(":")[0]);
            int to = offset.contains(":") ? Integer.parseInt(offset.split(":")[1]) : from;
            MagicRule rule = MagicRule.parse(
                    0, match.getAttribute("type"), offset, match.getAttribute("value"), null, List.of());
            for (int at : new int[] {from, (from + to) / 2, to}) {
                byte[] zeros = new byte[at + rule.value().length + 600];
                System.arraycopy(rule.value(), 0, zeros, at, rule.value().length);
                same(all, zeros, "file.dat");
                byte[] words = text(random, zeros.length);
                System.arraycopy(rule.value(), 0, words, at, rule.value().length);
                same(all, words, "file.txt");
            }
        }
        all.assertAll();
    }

    private static List<Element> matches() throws Exception {
        try (InputStream in = MimeTypes.class.getResourceAsStream("tika-mimetypes.xml")) {
            NodeList nodes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("match");
            List<Element> matches = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                Element match = (Element) nodes.item(i);
                if (match.hasAttribute("value")) {
                    matches.add(match);
                }
            }
            assertThat(matches).hasSizeGreaterThan(800);
            return matches;
        }
    }

    @Test
    void containers_of_every_brand_are_typed_as_by_tika() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Random random = new Random(13);
        for (String brand : List.of(
                "mp41", "mp42", "isom", "iso2", "avc1", "M4V ", "M4A ", "M4B ", "M4P ", "qt  ", "heic", "heix", "mif1",
                "msf1", "avif", "avis", "3gp4", "3gp5", "3g2a", "crx ", "f4v ", "dash", "XAVC", "zzzz", "jp2 ",
                "mqt ")) {
            byte[] bytes = new byte[5000];
            random.nextBytes(bytes);
            System.arraycopy(new byte[] {0, 0, 0, 24}, 0, bytes, 0, 4);
            System.arraycopy(("ftyp" + brand).getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 8);
            same(all, bytes, "a.bin");
        }
        for (String form : List.of("WEBP", "AVI ", "WAVE", "CDR8", "RMID", "ACON", "zzzz")) {
            byte[] bytes = new byte[5000];
            random.nextBytes(bytes);
            System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
            System.arraycopy(form.getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, 4);
            same(all, bytes, "a.bin");
        }
        all.assertAll();
    }

    @Test
    void pages_are_typed_as_by_tika_however_they_begin() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Random random = new Random(14);
        for (String doctype : List.of(
                "",
                "<!DOCTYPE html>",
                "<!doctype html>\n",
                "  <!DocType HTML>\r\n",
                "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>",
                "<?xml version='1.0'?>",
                "\uFEFF",
                "<!-- <html> -->")) {
            for (String root : List.of(
                    "<html>",
                    "<HTML>",
                    "<Html>",
                    "<html lang='en' class=no>",
                    "<html xmlns='http://www.w3.org/1999/xhtml'>",
                    "<html XMLNS:v='urn:v'>",
                    "<v:html>",
                    "<htmls>",
                    "<html\n>",
                    "<html",
                    "<head>",
                    "<svg xmlns='http://www.w3.org/2000/svg'>",
                    "<rss>",
                    "<plist>")) {
                for (String rest : List.of("", "<body>words</body></html>", "\u00e9\u0001 & <p", "<rdf:RDF>")) {
                    byte[] page = (doctype + root + rest).getBytes(StandardCharsets.UTF_8);
                    same(all, page, "page.htm");
                    byte[] long_ = Arrays.copyOf(page, page.length + 3000);
                    System.arraycopy(text(random, 3000), 0, long_, page.length, 3000);
                    same(all, long_, "page.dat");
                    byte[] latin = Arrays.copyOf(long_, long_.length);
                    latin[latin.length - 1] = (byte) 0xe9;
                    same(all, latin, "page");
                }
            }
        }
        all.assertAll();
    }

    @Test
    void two_magic_values_in_one_file_are_typed_as_by_tika() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Random random = new Random(15);
        List<Element> matches = matches();
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = random.nextBoolean() ? text(random, 300) : new byte[300];
            for (int k = 0; k < 2; k++) {
                Element match = matches.get(random.nextInt(matches.size()));
                String offset = match.getAttribute("offset").isEmpty() ? "0" : match.getAttribute("offset");
                MagicRule rule = MagicRule.parse(
                        0, match.getAttribute("type"), offset, match.getAttribute("value"), null, List.of());
                byte[] value = rule.value();
                int at = rule.first();
                if (at + value.length <= 4000) {
                    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, at + value.length));
                    System.arraycopy(value, 0, bytes, at, value.length);
                }
            }
            String type = types.detect(bytes, 0, bytes.length, "");
            if (type.equals("image/jpeg") || type.startsWith("video/")) {
                // What begins as a picture or a video is looked at as one, whatever other rule holds besides.
                continue;
            }
            same(all, bytes, "file.bin");
        }
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a46494600010100, image/jpeg",
        "89504e470d0a1a0a0000000d4948445200, image/png",
        "47494638396101000100800000, image/gif",
        "424d3600000000000000360000002800000001000000010000000100180000000000, image/bmp",
        "524946460000000057454250565038, image/webp",
        "000000186674797068656963000000006d696631, image/heic",
        "000000186674797071742020000000007174, video/quicktime",
        "00000018667479706d703432000000006d703432, video/mp4",
        "255044462d312e340a25, application/pdf",
        "1a45dfa3934282886d6174726f736b61, video/x-matroska",
        "000001ba4400040004010189c3f8, video/mpeg",
        "377abcaf271c00046bab2e, application/x-7z-compressed",
    })
    void the_kinds_that_matter_most_are_told_whatever_the_name_says(String head, String type) {
        byte[] bytes = Arrays.copyOf(java.util.HexFormat.of().parseHex(head), 700);

        assertThat(types.detect(bytes, 0, bytes.length, "/renamed.txt")).isEqualTo(type);
    }

    /** Made by ffmpeg, which we did not write; the name says nothing. */
    @ParameterizedTest
    @CsvSource({
        "matroska, libx264, video/x-matroska",
        "webm, libvpx, video/webm",
        "ogg, libtheora, video/ogg",
        "mpegts, mpeg2video, video/mp2t",
        "vob, mpeg2video, video/mpeg",
        "avi, mpeg4, video/x-msvideo",
        "flv, flv1, video/x-flv",
        "asf, wmv2, video/x-ms-wmv",
        "ivf, libvpx, video/x-ivf",
        "rm, rv10, video/vnd.rn-realvideo",
        "h264, libx264, video/h264",
        "mxf, mpeg2video, video/mxf",
    })
    void a_video_is_told_by_its_content_alone(String format, String codec, String type) throws Exception {
        Process ffmpeg = new ProcessBuilder(("ffmpeg -v error -f lavfi -i testsrc=d=1:s=176x144:r=25 -c:v " + codec
                                + " -f " + format + " -y target/sample." + format)
                        .split(" "))
                .inheritIO()
                .start();
        assertThat(ffmpeg.waitFor()).isZero();
        byte[] video = java.nio.file.Files.readAllBytes(java.nio.file.Path.of("target/sample." + format));

        assertThat(types.detect(video, 0, video.length, "/renamed.txt")).isEqualTo(type);
        assertThat(types.isMedia(video, 0, video.length)).isTrue();
    }

    @Test
    void an_empty_file_has_no_type() {
        assertThat(types.detect(new byte[0], 0, 0, "/picture.jpg")).isEqualTo("application/octet-stream");
    }
}
