package org.curlew.grading.caid;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip without compression (media are compressed already) and with one fixed date, past 4 GiB and 65,535 files as zip64. */
final class ZipSink implements BundleSink {

    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final byte[] buffer = new byte[1 << 17];

    ZipSink(OutputStream out) {
        zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 17));
        zip.setMethod(ZipOutputStream.STORED);
    }

    @Override
    public void add(String path, long size, long crc32, Source source) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(FIRST_DAY);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc32);
        zip.putNextEntry(entry);
        try (InputStream in = source.open()) {
            int read;
            while ((read = in.read(buffer)) > 0) {
                zip.write(buffer, 0, read);
            }
        }
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
