package org.curlew.storage.packs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.curlew.storage.objects.PrivateFiles;

/**
 * The force's keys, which only wrap the packs' own keys (AES key wrap, RFC 3394). One file a key in a folder, readable
 * by its owner only: {@code NUMBER-ID.key}, 32 bytes in base64; the highest number wraps new packs, the others only
 * open old ones. Who loses the folder loses every pack. Several processes may share the folder: a key that another of
 * them made is wrapped with from the next pack on.
 */
public final class PackKeys {

    private static final Pattern FILE = Pattern.compile("(\\d{4})-([0-9a-f]{16})\\.key");
    private static final String ALGORITHM = "AES";

    private final Path folder;
    private final Supplier<List<String>> inUse;
    private volatile Ring ring;

    private record Ring(int number, String current, Map<String, SecretKey> keys) {}

    private PackKeys(Path folder, Supplier<List<String>> inUse, Ring ring) {
        this.folder = folder;
        this.inUse = inUse;
        this.ring = ring;
    }

    /**
     * Reads the keys; makes the first one when the folder is empty and no pack was ever wrapped. Where packs are there, an
     * empty folder is a lost one: a new key would open none of them and would hide that, so none is made.
     *
     * @param inUse asks for the keys that packs are wrapped with, and only where the folder has none
     * @throws PackException when a key file cannot be read or is not the key its name says
     */
    public static PackKeys open(Path folder, Supplier<List<String>> inUse) {
        try {
            PackKeys keys = new PackKeys(PrivateFiles.folder(folder), inUse, read(folder));
            if (keys.ring.current() == null && inUse.get().isEmpty()) {
                keys.rotate();
            }
            return keys;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Makes a new current key; the packs keep theirs until a rotation has wrapped them anew. */
    public synchronized String rotate() {
        refresh();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String id = id(key);
        try {
            PrivateFiles.write(
                    folder.resolve("%04d-%s.key".formatted(ring.number() + 1, id)),
                    (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
            refresh();
            return id;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * The key that new packs are wrapped with.
     *
     * @throws PackException where the folder has no key although packs are there
     */
    public String currentId() {
        refresh();
        String current = ring.current();
        if (current == null) {
            throw missing(String.join(", ", inUse.get()));
        }
        return current;
    }

    public boolean has(String id) {
        if (!ring.keys().containsKey(id)) {
            refresh();
        }
        return ring.keys().containsKey(id);
    }

    /** Sees what other processes did in the folder. */
    private void refresh() {
        try {
            ring = read(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** A force's key as people may know it: its name, never what it holds. */
    public record Known(int number, String id, Instant madeAt, boolean current) {}

    /** All keys in the folder, the newest first; their age is that of their files. */
    public List<Known> known() {
        refresh();
        String current = ring.current();
        List<Known> all = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    all.add(new Known(
                            Integer.parseInt(name.group(1)),
                            name.group(2),
                            Files.getLastModifiedTime(file).toInstant(),
                            name.group(2).equals(current)));
                }
            }
            return all;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Which of these keys have no file in the folder. */
    public static List<String> missing(Path folder, List<String> ids) {
        try {
            Map<String, SecretKey> there =
                    Files.isDirectory(folder) ? read(folder).keys() : Map.of();
            return ids.stream().filter(id -> !there.containsKey(id)).toList();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    byte[] wrap(String id, SecretKey packKey) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, key(id));
            return cipher.wrap(packKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A pack's key cannot be wrapped", e);
        }
    }

    SecretKey unwrap(String id, byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, key(id));
            return (SecretKey) cipher.unwrap(wrapped, ALGORITHM, Cipher.SECRET_KEY);
        } catch (GeneralSecurityException e) {
            throw new PackException(
                    PackException.Kind.DAMAGED,
                    "A pack's wrapped key is damaged in the database (force key " + id
                            + "); restore the table pack from the backup",
                    e);
        }
    }

    private SecretKey key(String id) {
        SecretKey key = has(id) ? ring.keys().get(id) : null;
        if (key == null) {
            throw missing(id);
        }
        return key;
    }

    private PackException missing(String id) {
        return new PackException(
                PackException.Kind.KEY_MISSING,
                "The force's key " + id + " is not in " + folder + "; restore its file from the key backup");
    }

    private static Ring read(Path folder) throws IOException {
        Map<String, SecretKey> keys = new TreeMap<>();
        int number = 0;
        String current = null;
        List<Path> files;
        try (Stream<Path> inside = Files.list(folder)) {
            files = inside.sorted().toList();
        }
        for (Path file : files) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                byte[] key = decode(file);
                if (!id(key).equals(name.group(2))) {
                    throw new IOException(file.getFileName() + " does not hold the key its name says");
                }
                keys.put(name.group(2), new SecretKeySpec(key, ALGORITHM));
                number = Integer.parseInt(name.group(1));
                current = name.group(2);
            }
        }
        return new Ring(number, current, Map.copyOf(keys));
    }

    private static byte[] decode(Path file) throws IOException {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == 32) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " is not base64", e);
        }
        throw new IOException(file.getFileName() + " does not hold 32 bytes");
    }

    /** A name for the key that does not give it away. */
    private static String id(byte[] key) {
        MessageDigest sha256 = PackFormat.sha256();
        sha256.update("curlew pack key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(sha256.digest(key), 0, 8);
    }

    private static PackException unusable(Path folder, IOException e) {
        return new PackException(
                PackException.Kind.KEY_MISSING,
                "The keys in " + folder + " cannot be used: " + e.getMessage()
                        + "; restore the folder from the key backup",
                e);
    }
}
