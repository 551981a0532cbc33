package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the segments of one EWF image together: geometry, chunk map, stored digests, metadata. */
final class EwfReader {

    /** The largest that ewfacquire writes: 32,768 sectors of 4,096 bytes. */
    private static final long LARGEST_CHUNK = 128L << 20;

    private static final int LARGEST_TEXT = 4 << 20;

    private final List<Path> paths;
    private final ReadLimits limits;
    private final List<PartFile> segments = new ArrayList<>();
    private final List<EwfChunkMap.Group> groups = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private final Map<String, String> acquisition = new TreeMap<>();
    private final EwfDigests digests = new EwfDigests();
    private final List<EwfAcquisitionErrors.Sectors> errors = new ArrayList<>();
    private EwfVolume volume;
    private boolean datesInUtc;

    EwfReader(List<Path> paths, ReadLimits limits) {
        this.paths = paths;
        this.limits = limits;
    }

    ImageSource open() throws IOException {
        try {
            EwfSections.End end = EwfSections.End.DONE;
            for (Path path : paths) {
                PartFile segment = new PartFile(path);
                segments.add(segment);
                end = read(segment, segments.size() == paths.size());
            }
            if (end == EwfSections.End.NEXT) {
                throw EwfFormat.missing(paths.getFirst(), paths.size() + 1);
            }
            return source();
        } catch (IOException | RuntimeException e) {
            PartFile.closeAll(segments);
            throw e;
        }
    }

    private EwfSections.End read(PartFile segment, boolean last) throws IOException {
        EwfSections sections = EwfSections.of(segment);
        damage.addAll(sections.damage());
        EwfTables tables = new EwfTables(segment, groups, damage);
        for (EwfSection section : sections.found()) {
            tables.see(section);
            facts(segment, section);
        }
        String ending = sections.end() == EwfSections.End.CUT_SHORT
                ? segment.name() + " is cut short; copy it again from the original"
                : null;
        tables.finish(ending);
        if (ending != null) {
            damage.add(ending);
        } else if (sections.end() == EwfSections.End.DONE && !last) {
            throw new ImageRefusedException(
                    "%s says it is the last segment, but more segments follow; give one image's only"
                            .formatted(segment.path()));
        }
        return sections.end();
    }

    private void facts(PartFile segment, EwfSection section) throws IOException {
        switch (section.type()) {
            case "volume", "disk", "data" -> geometry(segment, section);
            case "header", "header2" -> header(segment, section);
            case "digest", "hash", "xhash" ->
                digests.see(section.type(), segment.bytes(section.body(), room(section)), damage);
            case "error2" -> EwfAcquisitionErrors.read(segment.bytes(section.body(), room(section)), errors, damage);
            default -> {
                // nothing in it that an examination needs
            }
        }
    }

    private static int room(EwfSection section) {
        return Math.clamp(section.bodyLength(), 0, LARGEST_TEXT);
    }

    private void geometry(PartFile segment, EwfSection section) throws IOException {
        EwfVolume found = EwfVolume.parse(segment.bytes(section.body(), room(section)));
        if (found == null) {
            damage.add("section '%s' of %s is damaged".formatted(section.type(), segment.name()));
        } else if (volume == null) {
            volume = found;
        } else if (!volume.sameImage(found)) {
            throw new ImageRefusedException("%s belongs to another image than %s; give one image's segments only"
                    .formatted(segment.path(), paths.getFirst()));
        }
    }

    /** Dates in header2 have a zone, those in header have none: the better ones stay. */
    private void header(PartFile segment, EwfSection section) throws IOException {
        Map<String, String> found = EwfHeader.parse(segment.bytes(section.body(), room(section)));
        if (found == null) {
            damage.add("section '%s' of %s is damaged".formatted(section.type(), segment.name()));
        } else if (section.type().equals("header2") && !datesInUtc) {
            datesInUtc = true;
            acquisition.putAll(found);
        } else {
            found.forEach(acquisition::putIfAbsent);
        }
    }

    private ImageSource source() throws IOException {
        String name = String.valueOf(paths.getFirst());
        if (volume == null) {
            throw new ImageRefusedException(
                    name + " holds no sound volume section, so the size of the media is unknown; copy it again from the"
                            + " original");
        }
        long chunkSize = volume.chunkSize();
        if (volume.sectorsPerChunk() <= 0 || volume.bytesPerSector() <= 0 || chunkSize > LARGEST_CHUNK) {
            throw new ImageRefusedException(
                    "%s states an impossible geometry (%d sectors of %d bytes a chunk); acquire again"
                            .formatted(name, volume.sectorsPerChunk(), volume.bytesPerSector()));
        }
        if (volume.sectors() <= 0 || volume.sectors() > Long.MAX_VALUE / volume.bytesPerSector() / 2) {
            throw new ImageRefusedException(
                    "%s states an impossible media size (%d sectors); acquire again".formatted(name, volume.sectors()));
        }
        long bytes = volume.mediaSize();
        EwfChunkMap chunks = new EwfChunkMap(groups, Math.ceilDiv(bytes, chunkSize));
        if (!chunks.holdsSomething()) {
            throw new ImageRefusedException(
                    name + " is cut short or damaged before its first chunk table, nothing of it can"
                            + " be read; copy it again from the original");
        }
        acquisition.put("media type", volume.mediaTypeName());
        acquisition.put("bytes per sector", String.valueOf(volume.bytesPerSector()));
        if (!damage.isEmpty()) {
            acquisition.put(ImageFacts.DAMAGE, String.join("; ", damage));
        }
        ImageFacts facts =
                new ImageFacts("ewf-e01", segments.size(), bytes, digests.md5(), digests.sha1(), acquisition);
        return new ChunkedSource(
                facts,
                EwfAcquisitionErrors.ranges(errors, volume),
                new EwfDecoder(segments, chunks, (int) chunkSize, bytes),
                limits);
    }
}
