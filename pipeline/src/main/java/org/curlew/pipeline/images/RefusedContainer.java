package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A container that is known and cannot be read. Without these, libtsk would take its bytes for raw media and find no file
 * in it, which looks like a device without files.
 */
final class RefusedContainer implements ImageFormat {

    private final String name;
    private final String advice;
    private final Predicate<Probe> sign;

    private RefusedContainer(String name, String advice, Predicate<Probe> sign) {
        this.name = name;
        this.advice = advice;
        this.sign = sign;
    }

    static List<RefusedContainer> all() {
        String acquire = "acquire again as E01 or raw, or export it as E01 with the tool that made it";
        String convert = "convert it with 'qemu-img convert -O raw'";
        return List.of(
                new RefusedContainer("an EnCase 7 image (Ex01)", acquire, p -> p.starts(0, "EVF2\r\n\u0081\0")),
                new RefusedContainer(
                        "a logical evidence file (Lx01), which holds files and no disk",
                        "export its files with the tool that made it",
                        p -> p.starts(0, "LEF2\r\n\u0081\0")),
                new RefusedContainer(
                        "a logical evidence file (L01), which holds files and no disk",
                        "export its files with the tool that made it",
                        p -> p.starts(0, "LVF\t\r\n\u00ff\0")),
                new RefusedContainer(
                        "encrypted by AccessData (ADCRYPT)",
                        "decrypt it with FTK Imager and its password or certificate first",
                        p -> p.starts(0, "ADCRYPT")),
                new RefusedContainer(
                        "an AD1 logical image, which holds files and no disk",
                        "export its files with FTK Imager",
                        p -> p.starts(0, "ADSEGMENTEDFILE")),
                new RefusedContainer(
                        "an AFF image", "convert it with 'affconvert -r'", p -> p.starts(0, "AFF10\r\n\0")),
                new RefusedContainer(
                        "an AFF4 image",
                        acquire,
                        p -> p.starts(0, "PK") && (p.mentions("aff4") || p.mentions("information.turtle"))),
                new RefusedContainer("a VHDX image", convert, p -> p.starts(0, "vhdxfile")),
                new RefusedContainer(
                        "a Parallels image",
                        convert,
                        p -> p.starts(0, "WithoutFreeSpace") || p.starts(0, "WithouFreSpacExt")),
                new RefusedContainer(
                        "a compressed Apple disk image (DMG)",
                        "convert it with 'hdiutil convert -format UDTO' or 'dmg2img'",
                        p -> p.ends(512, "koly") || p.starts(0, "koly")),
                new RefusedContainer(
                        "an encrypted Apple disk image",
                        "decrypt it with 'hdiutil convert' and its password first",
                        p -> p.starts(0, "encrcdsa") || p.ends(8, "cdsaencr")),
                new RefusedContainer(
                        "an Apple sparse image",
                        "convert it with 'hdiutil convert -format UDTO'",
                        p -> p.starts(0, "sprs")));
    }

    @Override
    public boolean recognises(Probe probe) {
        return sign.test(probe);
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        throw new ImageRefusedException(
                "%s is %s, which is not supported; %s".formatted(parts.getFirst(), name, advice));
    }
}
