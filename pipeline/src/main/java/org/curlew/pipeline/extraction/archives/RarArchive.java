package org.curlew.pipeline.extraction.archives;

import com.github.junrar.exception.RarException;
import com.github.junrar.exception.UnsupportedRarEncryptedException;
import com.github.junrar.io.SeekableReadOnlyByteChannel;
import com.github.junrar.rarfile.FileHeader;
import com.github.junrar.volume.Volume;
import com.github.junrar.volume.VolumeManager;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** RAR up to version 4, one volume. */
final class RarArchive implements Archive {

    private final ByteSource source;

    RarArchive(ByteSource source) {
        this.source = source;
    }

    @Override
    public void members(MemberVisitor visitor) throws IOException {
        try (com.github.junrar.Archive rar = new com.github.junrar.Archive(new OneVolume(), null, null)) {
            if (rar.isEncrypted()) {
                throw encrypted(null);
            }
            int ordinal = 0;
            for (FileHeader header = rar.nextFileHeader(); header != null; header = rar.nextFileHeader()) {
                if (!header.isDirectory()) {
                    FileHeader entry = header;
                    String name = header.getFileName().replace('\\', '/');
                    visitor.member(
                            ordinal,
                            new Member(
                                    name.getBytes(StandardCharsets.UTF_8),
                                    Instants.local(header.getLastModifiedTime())),
                            target -> copy(rar, entry, target));
                }
                ordinal++;
            }
        } catch (UnsupportedRarEncryptedException encrypted) {
            throw encrypted(encrypted);
        } catch (RarException broken) {
            throw new IOException(broken.getClass().getSimpleName(), broken);
        }
    }

    private static void copy(com.github.junrar.Archive rar, FileHeader header, java.io.OutputStream target)
            throws IOException {
        if (header.isEncrypted()) {
            throw encrypted(null);
        }
        if (header.isSplitBefore() || header.isSplitAfter()) {
            throw new ArchiveException(
                    ArchiveException.Kind.BROKEN_ARCHIVE, "goes on in another volume of the archive");
        }
        try {
            rar.extractFile(header, target);
        } catch (RarException broken) {
            throw new IOException(broken.getClass().getSimpleName(), broken);
        }
    }

    private static ArchiveException encrypted(Throwable cause) {
        return new ArchiveException(
                ArchiveException.Kind.ENCRYPTED_ARCHIVE, "encrypted: ask for the archive's password", cause);
    }

    /** The library wants its volumes named; there is only this one. */
    private final class OneVolume implements VolumeManager {

        @Override
        public Volume nextVolume(com.github.junrar.Archive archive, Volume last) {
            return last != null
                    ? null
                    : new Volume() {
                        @Override
                        public SeekableReadOnlyByteChannel getChannel() {
                            return new Channel();
                        }

                        @Override
                        public long getLength() {
                            return source.size();
                        }

                        @Override
                        public com.github.junrar.Archive getArchive() {
                            return archive;
                        }
                    };
        }
    }

    private final class Channel implements SeekableReadOnlyByteChannel {

        private long position;

        @Override
        public long getPosition() {
            return position;
        }

        @Override
        public void setPosition(long place) {
            position = place;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(position, target, offset, length);
            position += Math.max(count, 0);
            return count;
        }

        @Override
        public int readFully(byte[] target, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = read(target, done, length - done);
                if (count <= 0) {
                    throw new EOFException("ends at byte " + position);
                }
                done += count;
            }
            return done;
        }

        @Override
        public void close() {
            position = source.size();
        }
    }
}
