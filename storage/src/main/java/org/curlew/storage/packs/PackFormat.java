package org.curlew.storage.packs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * How a media lies in a pack: frames of at most 256 KiB of it, each {@code nonce (12) | AES-256-GCM ciphertext | tag
 * (16)}. The tag also covers the media's SHA-256, the frame's index and whether it is the last, so that a frame that is
 * damaged, moved, left out or from another media does not open. An empty media is one empty frame.
 *
 * <p>A pack's key is used by one writer only, whose nonces count up and never repeat.
 */
final class PackFormat {

    static final int FRAME = 256 << 10;
    static final int NONCE = 12;
    static final int TAG = 16;
    static final int FRAME_OVERHEAD = NONCE + TAG;

    /** Names the format to whoever finds a pack; the first media lies behind it. */
    static final byte[] HEADER = "curlew media pack 1, AES-256-GCM\n".getBytes(StandardCharsets.US_ASCII);

    private PackFormat() {}

    static long frames(long length) {
        return Math.max(1, (length + FRAME - 1) / FRAME);
    }

    static long storedLength(long length) {
        return length + frames(length) * FRAME_OVERHEAD;
    }

    /** Seals frames with one key. Not for several threads. */
    static final class Sealer {
        private final Cipher cipher = cipher();
        private final SecretKey key;
        private final byte[] frame = new byte[FRAME + FRAME_OVERHEAD];
        private long nonces;

        Sealer(SecretKey key) {
            this.key = key;
        }

        /** Writes one frame. */
        void frame(byte[] sha256, long index, boolean last, byte[] plain, int length, OutputStream out)
                throws IOException {
            ByteBuffer.wrap(frame).putInt(0).putLong(nonces++);
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, frame, 0, NONCE));
                cipher.updateAAD(associated(sha256, index, last));
                int sealed = cipher.doFinal(plain, 0, length, frame, NONCE);
                out.write(frame, 0, NONCE + sealed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java cannot do AES-256-GCM", e);
            }
        }
    }

    /** Opens frames with one key. Not for several threads. */
    static final class Opener {
        private final Cipher cipher = cipher();
        private final SecretKey key;

        Opener(SecretKey key) {
            this.key = key;
        }

        /**
         * Opens one frame into {@code plain}.
         *
         * @return how many bytes of the media it held
         * @throws IOException when the frame is not what was sealed
         */
        int open(byte[] sha256, long index, boolean last, byte[] frame, int offset, int length, byte[] plain, int at)
                throws IOException {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, frame, offset, NONCE));
                cipher.updateAAD(associated(sha256, index, last));
                return cipher.doFinal(frame, offset + NONCE, length - NONCE, plain, at);
            } catch (GeneralSecurityException e) {
                throw new IOException("frame " + index + " is not what was sealed", e);
            }
        }
    }

    private static byte[] associated(byte[] sha256, long index, boolean last) {
        return ByteBuffer.allocate(sha256.length + 9)
                .put(sha256)
                .putLong(index)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do AES-256-GCM", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** The media, frame by frame, from a stream that starts at frame {@code first}. */
    static final class FrameStream extends InputStream {
        private final InputStream in;
        private final Opener opener;
        private final byte[] sha256;
        private final long mediaLength;
        private final byte[] frame = new byte[FRAME + FRAME_OVERHEAD];
        private final byte[] plain = new byte[FRAME];
        private long index;
        private int at;
        private int filled;

        FrameStream(InputStream in, SecretKey key, byte[] sha256, long mediaLength, long first) {
            this.in = in;
            this.opener = new Opener(key);
            this.sha256 = sha256;
            this.mediaLength = mediaLength;
            this.index = first;
        }

        @Override
        public int read() throws IOException {
            return fill() ? plain[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, filled - at);
            System.arraycopy(plain, at, buffer, offset, n);
            at += n;
            return n;
        }

        private boolean fill() throws IOException {
            while (at == filled) {
                long frames = frames(mediaLength);
                if (index >= frames) {
                    return false;
                }
                int size = (int) Math.min(FRAME, mediaLength - index * FRAME) + FRAME_OVERHEAD;
                if (in.readNBytes(frame, 0, size) != size) {
                    throw new IOException("the pack ends inside frame " + index);
                }
                filled = opener.open(sha256, index, index == frames - 1, frame, 0, size, plain, 0);
                at = 0;
                index++;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
