package org.curlew.pipeline.extraction.archives;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * What a zip is besides being one, from the names in it.
 *
 * @param mediaOnly true where its inner files matter only as pictures and videos
 */
record ZipShape(String mime, boolean mediaOnly) {

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    static ZipShape of(ZipDirectory directory, String declared) {
        if (declared.startsWith("application/") && declared.matches("[\\x21-\\x7e]+")) {
            return new ZipShape(declared, true);
        }
        if (has(directory, "[Content_Types].xml"::equals)) {
            return office(directory);
        }
        if (has(directory, "AndroidManifest.xml"::equals)) {
            return new ZipShape("application/vnd.android.package-archive", true);
        }
        if (has(directory, name -> name.startsWith("Payload/") && name.contains(".app/"))) {
            return new ZipShape("application/x-itunes-ipa", true);
        }
        if (has(directory, "META-INF/MANIFEST.MF"::equals)) {
            return new ZipShape("application/java-archive", true);
        }
        return new ZipShape("application/zip", false);
    }

    private static ZipShape office(ZipDirectory directory) {
        if (has(directory, name -> name.startsWith("word/"))) {
            return new ZipShape(OFFICE + "wordprocessingml.document", true);
        } else if (has(directory, name -> name.startsWith("xl/"))) {
            return new ZipShape(OFFICE + "spreadsheetml.sheet", true);
        } else if (has(directory, name -> name.startsWith("ppt/"))) {
            return new ZipShape(OFFICE + "presentationml.presentation", true);
        }
        return new ZipShape("application/x-tika-ooxml", true);
    }

    private static boolean has(ZipDirectory directory, Predicate<String> test) {
        return directory.entries().stream()
                .anyMatch(entry -> test.test(new String(entry.name(), StandardCharsets.UTF_8)));
    }
}
