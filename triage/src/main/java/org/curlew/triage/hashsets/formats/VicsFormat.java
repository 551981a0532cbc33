package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.curlew.triage.hashsets.index.DigestRow;
import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.PlainRow;
import org.curlew.triage.vics.VicsException;
import org.curlew.triage.vics.VicsFinding;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsPosition;
import org.curlew.triage.vics.VicsReader;

/** VICS JSON 1.1 to 2.0, hash sets and cases. Category, identification flags and series are kept. */
final class VicsFormat implements HashListFormat {

    @Override
    public String name() {
        return "vics";
    }

    @Override
    public boolean recognises(Sample sample) {
        String start = sample.text().stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("byte");
        try {
            VicsReader.ofDigests().read(file, new Rows(sink));
        } catch (VicsException e) {
            throw new BrokenFileException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private record Rows(RowSink sink) implements VicsHandler {

        @Override
        public void media(VicsMedia media, VicsPosition position) {
            DigestRow row = sink.row();
            take(row, media.md5());
            take(row, media.sha1());
            perceptual(position, row.photoDna(media.photoDna()));
            if (!media.alternativeHashes().isEmpty()) {
                take(row, media.sha256().orElse(null));
                media.alternativeHashes().forEach(hash -> perceptual(position, perceptual(row, hash)));
            }
            row.category(media.category() == null ? DigestRow.NO_CATEGORY : media.category())
                    .victimIdentified(Boolean.TRUE.equals(media.victimIdentified()))
                    .offenderIdentified(Boolean.TRUE.equals(media.offenderIdentified()))
                    .distributed(Boolean.TRUE.equals(media.isDistributed()))
                    .series(media.series());
            accept(position);
        }

        @Override
        public void plain(PlainRow plain, VicsPosition position) {
            DigestRow row = sink.row();
            if (plain.md5At() >= 0) {
                row.hex(plain.bytes(), plain.md5At(), plain.md5At() + 32);
            }
            if (plain.sha1At() >= 0) {
                row.hex(plain.bytes(), plain.sha1At(), plain.sha1At() + 40);
            }
            perceptual(position, row.photoDna(plain.photoDna()));
            row.category(plain.category() < 0 ? DigestRow.NO_CATEGORY : plain.category())
                    .victimIdentified(plain.victimIdentified())
                    .offenderIdentified(plain.offenderIdentified())
                    .distributed(plain.distributed())
                    .series(plain.series());
            accept(position);
        }

        private void accept(VicsPosition position) {
            try {
                sink.accept(position.byteOffset());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Before version 2.0 PhotoDNA stands among the alternative hashes. */
        private static String perceptual(DigestRow row, AlternativeHash hash) {
            if (hash.value() != null && hash.isPdq()) {
                return row.pdq(hash.value().strip());
            }
            return hash.isPhotoDna() ? row.photoDna(hash.value()) : null;
        }

        private void perceptual(VicsPosition position, String problem) {
            if (problem != null) {
                sink.note("media row " + position.mediaIndex() + " at byte " + position.byteOffset()
                        + ": its PDQ or PhotoDNA value was left out: " + problem);
            }
        }

        private static void take(DigestRow row, String digest) {
            if (digest != null) {
                row.hex(digest);
            }
        }

        @Override
        public void finding(VicsFinding finding) {
            try {
                if (finding.kind() == VicsFinding.Kind.REJECTED_ROW) {
                    sink.reject(finding.position().byteOffset(), finding.message(), null);
                } else {
                    sink.note("media row " + finding.position().mediaIndex() + " at byte "
                            + finding.position().byteOffset() + ": " + finding.message());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean wants(VicsFinding.Kind kind) {
            return switch (kind) {
                case REJECTED_ROW, UNREADABLE_VALUE, BAD_DIGEST, BAD_ENCODING, CONTEXT -> true;
                default -> false;
            };
        }
    }
}
