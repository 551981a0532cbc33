package org.curlew.pipeline.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CamerasTest {

    /** A JPEG's beginning with an EXIF block: make, model, and in the EXIF directory time and serial number. */
    private static byte[] jpeg() {
        ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, 0x010f, 2, 6, 110);
        entry(tiff, 0x0110, 2, 8, 116);
        entry(tiff, 0x8769, 4, 1, 50);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        entry(tiff, 0x9003, 2, 20, 124);
        entry(tiff, 0xa431, 2, 7, 144);
        tiff.putInt(0);
        put(tiff, 110, "Canon");
        put(tiff, 116, "EOS R10");
        put(tiff, 124, "2024:02:29 13:14:15");
        put(tiff, 144, "SN1234");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, (byte) (2 + 6 + 151)});
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(tiff.array(), 0, 151);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 2});
        return out.toByteArray();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static void put(ByteBuffer tiff, int at, String text) {
        tiff.position(at);
        tiff.put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }

    @Test
    void make_model_serial_and_time_are_read() {
        byte[] picture = jpeg();

        assertThat(Cameras.read("image/jpeg", picture, 0, picture.length))
                .isEqualTo(new CameraFacts("Canon", "EOS R10", "SN1234", "2024:02:29 13:14:15"));
    }

    @Test
    void a_picture_without_exif_has_no_camera() {
        byte[] picture = {
            (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 4, 0, 0, (byte) 0xff, (byte) 0xda, 0, 2, 1, 2
        };

        assertThat(Cameras.read("image/jpeg", picture, 0, picture.length)).isNull();
        assertThat(Cameras.read("text/plain", jpeg(), 0, 10)).isNull();
    }

    @Property
    void a_damaged_block_costs_nothing_but_the_facts(@ForAll byte[] noise, @ForAll int place) {
        byte[] picture = jpeg();
        int at = Math.floorMod(place, picture.length);
        int count = Math.min(noise.length, picture.length - at);
        System.arraycopy(noise, 0, picture, at, count);

        CameraFacts facts = Cameras.read("image/jpeg", Arrays.copyOf(picture, picture.length), 0, picture.length);
        assertThat(facts == null || facts.make() != null).isTrue();
    }
}
