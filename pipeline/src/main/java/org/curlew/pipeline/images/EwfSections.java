package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.images.EwfSection.Descriptor;

/**
 * The sections of one segment file, found by following the descriptors. A descriptor states where the next one is in two
 * ways (as an offset and by its own size), so one damaged field is made good by the other; where both fail, the file is
 * searched for the next sound descriptor, and what lies between is a gap.
 */
final class EwfSections {

    private static final int FILE_HEADER = 13;
    private static final int SEARCH_BUFFER = 1 << 20;

    /** How the chain of sections ends. */
    enum End {
        /** Another segment file follows. */
        NEXT,
        /** This is the last segment file. */
        DONE,
        /** The file stops in the middle. */
        CUT_SHORT
    }

    private final PartFile file;
    private final List<EwfSection> found = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private End end = End.CUT_SHORT;

    private EwfSections(PartFile file) {
        this.file = file;
    }

    static EwfSections of(PartFile file) throws IOException {
        EwfSections sections = new EwfSections(file);
        sections.follow();
        return sections;
    }

    /** In file order; a section of type {@link EwfSection#UNKNOWN} is a stretch that could not be understood. */
    List<EwfSection> found() {
        return found;
    }

    End end() {
        return end;
    }

    /** Damage to descriptors, one line each. */
    List<String> damage() {
        return damage;
    }

    /** Whether a sound section descriptor stands where the first one must: an EWF file even if its signature is damaged. */
    static boolean beginAt13(ByteBuffer head) {
        return head.limit() >= FILE_HEADER + EwfSection.DESCRIPTOR
                && Descriptor.parse(head, FILE_HEADER).standsAt(FILE_HEADER);
    }

    private void follow() throws IOException {
        long at = FILE_HEADER;
        while (at >= 0 && at + EwfSection.DESCRIPTOR <= file.size()) {
            Descriptor descriptor = descriptorAt(at);
            at = descriptor.sound() ? sound(at, descriptor) : damaged(at, descriptor);
        }
    }

    private long sound(long at, Descriptor descriptor) {
        String type = descriptor.type();
        if (EwfSection.isLast(type)) {
            return finish(at, type);
        }
        long next = descriptor.next();
        if (next <= at) {
            damage.add("section '%s' at %d of %s points backwards".formatted(type, at, file.name()));
            return -1;
        }
        found.add(new EwfSection(type, at, Math.min(next, file.size())));
        return next;
    }

    private long finish(long at, String type) {
        found.add(new EwfSection(type, at, at + EwfSection.DESCRIPTOR));
        end = type.equals("done") ? End.DONE : End.NEXT;
        return -1;
    }

    private long damaged(long at, Descriptor descriptor) throws IOException {
        String type = descriptor.nearestType();
        String where = "descriptor of section '%s' at %d of %s is damaged".formatted(type, at, file.name());
        if (EwfSection.isLast(type) && (descriptor.next() == at || at + EwfSection.DESCRIPTOR == file.size())) {
            damage.add(where + "; understood all the same");
            return finish(at, type);
        }
        for (long candidate : new long[] {descriptor.next(), at + descriptor.size()}) {
            if (candidate > at
                    && candidate + EwfSection.DESCRIPTOR <= file.size()
                    && descriptorAt(candidate).standsAt(candidate)) {
                damage.add(where + "; understood all the same");
                found.add(new EwfSection(type, at, candidate));
                return candidate;
            }
        }
        long next = search(at + 1);
        damage.add(next < 0 ? where : where + "; the next sound one is at " + next);
        found.add(new EwfSection(EwfSection.UNKNOWN, at, next < 0 ? file.size() : next));
        return next;
    }

    private Descriptor descriptorAt(long at) throws IOException {
        return Descriptor.parse(file.bytes(at, EwfSection.DESCRIPTOR), 0);
    }

    private long search(long from) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(SEARCH_BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        long at = from;
        while (at + EwfSection.DESCRIPTOR <= file.size()) {
            file.read(at, window.clear());
            int last = window.position() - EwfSection.DESCRIPTOR;
            for (int i = 0; i <= last; i++) {
                // the unused bytes of the type field and the padding are zero: a quick no for almost every offset
                if (window.get(i + 15) == 0
                        && window.getLong(i + 32) == 0
                        && window.get(i) >= 'a'
                        && Descriptor.parse(window, i).standsAt(at + i)) {
                    return at + i;
                }
            }
            at += last + 1;
        }
        return -1;
    }
}
