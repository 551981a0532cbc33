package org.curlew.triage.vics;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads the rows of a hash set that are written as the model says, straight from the file's bytes: two to three times as fast as a JSON
 * parser, and nearly all rows of a national set are so. At the first row that is not, it stops before it, and {@link VicsDocument}
 * reads on with the parser, which knows every quirk. Nothing is taken that the parser would not take, and nothing otherwise.
 */
final class PlainRows {

    /** Keys in the order of their numbers below; what comes after AlternativeHashes is checked and passed over. */
    private static final String KEYS =
            "MD5 SHA1 MediaID Category VictimIdentified OffenderIdentified IsDistributed Series Tags"
                    + " MediaSize PhotoDNA AlternativeHashes Comments RelativeFilePath DateUpdated IsPrecategorized PrecategorizationSource IsSuspected"
                    + " MimeType SelfGenerated Name Exifs MediaFiles Repositories Cases Segments MediaMetadata Identifiers odata.id"
                    + " odata.editLink MediaFiles@odata.navigationLinkUrl";

    private static final List<byte[]> NAMES = names();
    private static final boolean[] IS_HEX = hex();

    private final JsonBytes json;
    private final boolean sizeMayBeText;
    private final PlainRow row = new PlainRow();
    private int[] order = new int[NAMES.size()];

    /** @param version of the file: up to 1.3 a size is written as a text */
    PlainRows(FileChannel file, VicsVersion version) {
        json = new JsonBytes(file);
        sizeMayBeText = version != VicsVersion.V2_0;
    }

    private static List<byte[]> names() {
        List<byte[]> names = new ArrayList<>();
        for (String key : KEYS.split(" ")) {
            names.add(key.getBytes(StandardCharsets.US_ASCII));
        }
        return List.copyOf(names);
    }

    private static boolean[] hex() {
        boolean[] table = new boolean[256];
        for (char c : "0123456789abcdefABCDEF".toCharArray()) {
            table[c] = true;
        }
        return table;
    }

    PlainRow row() {
        return row;
    }

    /**
     * Reads rows as long as they are plain.
     *
     * @param from offset in the file
     * @param behindRow whether a row has been read before it, so that a comma must follow
     * @param receiver called with the offset of each row's brace while {@link #row} holds it
     * @return offset at which a parser has to go on within the list, at a row or the list's end; -1 where not even the comma is plain
     */
    long read(long from, boolean behindRow, LongConsumer receiver) throws IOException {
        json.at(from);
        int at = (int) (from - json.base);
        if (behindRow) {
            at = next(at);
            if (at < 0 || json.window[at] != ',') {
                return -1;
            }
            at++;
        }
        while (true) {
            int start = next(at);
            if (start < 0 || json.window[start] != '{') {
                return behindRow && (start < 0 || json.window[start] == ']') ? -1 : json.base + Math.max(start, 0);
            }
            int end = whole(start);
            if (end == JsonBytes.MORE) {
                if (!json.more(start)) {
                    return json.base;
                }
                at = 0;
                continue;
            }
            if (end < 0 || row.md5At < 0 && row.sha1At < 0) {
                return json.base + start;
            }
            receiver.accept(json.base + start);
            if (json.window[end] == ']') {
                return json.base + end;
            }
            long comma = json.base + end;
            int behind = next(end + 1);
            if (behind < 0 || json.window[behind] == ']') {
                // a comma before the end of the list is for the parser to refuse
                return behind < 0 ? json.base : comma;
            }
            at = behind;
            behindRow = false;
        }
    }

    /** As {@link JsonBytes#blank}, reading on where it must; the window may move, so that only the result counts. */
    private int next(int from) throws IOException {
        int at = json.blank(from);
        int keep = from;
        while (at == JsonBytes.MORE && json.more(keep)) {
            keep = 0;
            at = json.blank(0);
        }
        return at;
    }

    /** Reads the row at a brace; the comma or bracket behind it, so that a row is only taken where the list goes on or ends soundly. */
    private int whole(int brace) {
        row.clear(json.window);
        int seen = 0;
        int at = json.blank(brace + 1);
        for (int count = 0; at >= 0; count++) {
            int key = json.window[at] == '"' ? key(at + 1, Math.min(count, order.length - 1)) : JsonBytes.ODD;
            if (key < 0 || (seen & 1 << key) != 0) {
                return key == JsonBytes.MORE ? key : JsonBytes.ODD;
            }
            seen |= 1 << key;
            at = json.colon(at + NAMES.get(key).length + 2);
            at = at < 0 ? at : json.blank(at);
            at = at < 0 ? at : value(key, at);
            at = at < 0 ? at : json.blank(at);
            if (at >= 0 && json.window[at] == '}') {
                at = json.blank(at + 1);
                boolean sound = at >= 0 && (json.window[at] == ',' || json.window[at] == ']');
                return sound || at < 0 ? at : JsonBytes.ODD;
            }
            at = at < 0 ? at : json.window[at] == ',' ? json.blank(at + 1) : JsonBytes.ODD;
        }
        return at;
    }

    /** Writers keep their order, so that the key that stood here in the row before is looked for first. */
    private int key(int from, int place) {
        if (is(order[place], from)) {
            return order[place];
        }
        int end = json.string(from, false);
        if (end < 0) {
            return end;
        }
        for (int key = 0; key < NAMES.size(); key++) {
            if (is(key, from)) {
                order[place] = key;
                return key;
            }
        }
        return JsonBytes.ODD;
    }

    private boolean is(int key, int from) {
        byte[] name = NAMES.get(key);
        int end = from + name.length;
        return end < json.filled
                && json.window[end] == '"'
                && java.util.Arrays.equals(json.window, from, end, name, 0, name.length);
    }

    private int value(int key, int at) {
        if (json.window[at] == 'n') {
            return json.word(at, JsonBytes.NULL);
        }
        return switch (key) {
            case 0 -> {
                row.md5At = at + 1;
                yield digest(at, 32);
            }
            case 1 -> {
                row.sha1At = at + 1;
                yield digest(at, 40);
            }
            case 2 -> {
                int end = json.digits(at, 9);
                row.mediaId = end < 0 ? -1 : (int) number(at, end);
                yield end;
            }
            case 3 -> {
                int end = json.digits(at, 3);
                row.category = end < 0 ? -1 : (int) number(at, end);
                yield row.category > 255 ? JsonBytes.ODD : end;
            }
            case 4 -> {
                row.victimIdentified = json.window[at] == 't' ? 1 : 0;
                yield truth(at);
            }
            case 5 -> {
                row.offenderIdentified = json.window[at] == 't' ? 1 : 0;
                yield truth(at);
            }
            case 6 -> {
                row.isDistributed = json.window[at] == 't' ? 1 : 0;
                yield truth(at);
            }
            case 7 -> {
                int end = text(at);
                row.seriesAt = at + 1;
                row.seriesLength = end - at - 2;
                yield end;
            }
            case 8 -> {
                int end = text(at);
                row.tagsAt = at + 1;
                row.tagsLength = end - at - 2;
                yield end;
            }
            case 9 -> size(at);
            case 10 -> {
                int end = text(at);
                row.photoDnaAt = at + 1;
                row.photoDnaLength = end - at - 2;
                yield end;
            }
            case 11 -> none(at);
            default -> json.value(at, 0);
        };
    }

    /** An empty list; one that holds anything is for the parser. */
    private int none(int at) {
        int end = json.window[at] == '[' ? json.blank(at + 1) : JsonBytes.ODD;
        return end < 0 ? end : json.window[end] == ']' ? end + 1 : JsonBytes.ODD;
    }

    private int truth(int at) {
        return json.word(at, json.window[at] == 't' ? JsonBytes.TRUE : JsonBytes.FALSE);
    }

    private int text(int at) {
        return json.window[at] == '"' ? json.string(at + 1, false) : JsonBytes.ODD;
    }

    private int digest(int at, int digits) {
        int end = at + 1 + digits;
        if (end >= json.filled) {
            return JsonBytes.MORE;
        }
        boolean sound = json.window[at] == '"' && json.window[end] == '"';
        int different = 0;
        for (int i = at + 1; i < end; i++) {
            sound &= IS_HEX[json.window[i] & 0xff];
            different |= json.window[i] ^ '0';
        }
        return sound && different != 0 ? end + 1 : JsonBytes.ODD;
    }

    private int size(int at) {
        boolean text = json.window[at] == '"';
        if (!text) {
            int end = json.digits(at, 18);
            row.mediaSize = end < 0 ? -1 : number(at, end);
            return end;
        }
        int end = sizeMayBeText ? json.string(at + 1, false) : JsonBytes.ODD;
        if (end < 0) {
            return end;
        }
        int digits = end - at - 2;
        for (int i = at + 1; i < end - 1; i++) {
            if (json.window[i] < '0' || json.window[i] > '9') {
                return JsonBytes.ODD;
            }
        }
        row.mediaSize = digits == 0 || digits > 18 ? -1 : number(at + 1, end - 1);
        return digits == 0 || digits > 18 ? JsonBytes.ODD : end;
    }

    private long number(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + json.window[i] - '0';
        }
        return value;
    }
}
