package org.curlew.triage.vics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A file in UTF-8 whose list of rows can be read on at any row, by a parser or without. */
final class VicsSource {

    /** What stands before a list of rows, as far as the rest of the document needs it. */
    private static final byte[] BEFORE = "{\"value\":[".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory json;
    private final FileChannel file;
    private Utf8Repair bytes;

    /** @param head the bytes that the first parser reads */
    VicsSource(JsonFactory json, FileChannel file, Utf8Repair head) {
        this.json = json;
        this.file = file;
        this.bytes = head;
    }

    /** Null where the file cannot be read at any place. */
    FileChannel file() {
        return file;
    }

    /** The bytes that the newest parser reads. */
    Utf8Repair bytes() {
        return bytes;
    }

    /** Whether all bytes read so far are UTF-8; from the first that is not on only one parser may read, or it would be counted twice. */
    boolean sound() {
        return bytes.bad() == 0;
    }

    /** As {@link PlainRows#read}. */
    long plain(PlainRows rows, long from, boolean behindRow, LongConsumer receiver) {
        try {
            return rows.read(from, behindRow, receiver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the tokens a parser within the list, before what stands at an offset of the file. */
    void reopen(VicsTokens tokens, long offset) {
        try {
            file.position(offset);
            bytes = new Utf8Repair(
                    new SequenceInputStream(new ByteArrayInputStream(BEFORE), Channels.newInputStream(file)),
                    offset - BEFORE.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonParser opened = json.createParser(ObjectReadContext.empty(), bytes);
        tokens.parser = opened;
        tokens.shift = offset - BEFORE.length;
        opened.nextToken();
        opened.nextToken();
        opened.nextToken();
    }
}
