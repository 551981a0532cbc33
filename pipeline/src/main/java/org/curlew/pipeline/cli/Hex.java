package org.curlew.pipeline.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Digests on the command line: hex of the right length, kept in lower case. */
final class Hex {

    private Hex() {}

    private static String digest(String value, String name, int digits) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9a-f]{" + digits + "}")) {
            throw new TypeConversionException("'" + value + "' is no " + name + ": it has " + digits + " hex digits");
        }
        return text;
    }

    static final class Md5 implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return digest(value, "MD5", 32);
        }
    }

    static final class Sha1 implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return digest(value, "SHA-1", 40);
        }
    }

    static final class Sha256 implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return digest(value, "SHA-256", 64);
        }
    }
}
