package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Sleuth Kit's own programs on one volume of an image. */
record SleuthKit(Path image, List<String> options) {

    private static final int SECTOR = 512;
    private static final Pattern LINE =
            Pattern.compile("(.)/(.) (\\* )?(\\d+)(?:-(\\d+)-(\\d+))?(\\(realloc\\))?:\\t(.*)", Pattern.DOTALL);

    static SleuthKit at(Path image, long offset) {
        return new SleuthKit(image, List.of("-o", Long.toString(offset / SECTOR)));
    }

    static SleuthKit apfs(Path image, long block) {
        return new SleuthKit(image, List.of("-P", "apfs", "-B", Long.toString(block)));
    }

    /** A line of fls. */
    record Name(long address, int type, int id, boolean deleted, boolean reallocated, String path) {

        static Name parse(String line) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a line of fls: " + line);
            }
            return new Name(
                    Long.parseLong(matcher.group(4)),
                    matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5)),
                    matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)),
                    matcher.group(3) != null,
                    matcher.group(7) != null,
                    matcher.group(8));
        }

        /** A found file in the same words; fls shows control characters as a circumflex. */
        static String of(FoundFile file) {
            Worker.FileLocator at = file.locator();
            return at.address() + "-" + at.attributeType() + "-" + at.attributeId() + " " + file.deleted() + " "
                    + file.path().substring(1).replaceAll("[\\x00-\\x1f\\x7f]", "^");
        }

        @Override
        public String toString() {
            return address + "-" + type + "-" + id + " " + deleted + " " + path;
        }
    }

    /** Every name that is no folder's, deleted ones too. */
    List<Name> names() throws IOException, InterruptedException {
        return names("-r", "-p", "-F");
    }

    List<Name> names(String... switches) throws IOException, InterruptedException {
        List<Name> names = new ArrayList<>();
        for (String line : run("fls", List.of(switches), List.of()).text().split("\n")) {
            if (!line.isEmpty()) {
                names.add(Name.parse(line));
            }
        }
        return names;
    }

    /** SHA-256 of what icat gives for a found file. */
    String content(FoundFile file) throws IOException, InterruptedException {
        Worker.FileLocator at = file.locator();
        String address = at.attributeType() == 0
                ? "" + at.address()
                : at.address() + "-" + at.attributeType() + "-" + at.attributeId();
        return sha256(run("icat", List.of(), List.of(address)).output());
    }

    static String sha256(byte[] bytes) {
        try {
            return Extracted.hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Shell.Result run(String program, List<String> switches, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(switches);
        command.addAll(options);
        command.add(image.toString());
        command.addAll(arguments);
        return Shell.run(command);
    }
}
