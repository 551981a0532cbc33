package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Tally;
import org.curlew.pipeline.extraction.Watch;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.VolumeTable;
import org.curlew.pipeline.images.ImageSource;

/** The image a child has open, kept from one request to the next as long as its files stay the same. */
final class OpenImage {

    private final ImageOpener opener;
    private List<String> key = List.of();
    private ImageSource source;
    private TskImage view;
    private VolumeTable volumes;
    private Map<Long, String> leftOut = Map.of();

    OpenImage(ImageOpener opener) {
        this.opener = opener;
    }

    void open(List<Path> parts) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (Path part : parts) {
            wanted.add(
                    part + " " + (Files.exists(part) ? Files.size(part) + " " + Files.getLastModifiedTime(part) : ""));
        }
        if (source == null || !wanted.equals(key)) {
            forget();
            source = opener.open(parts);
            key = wanted;
        }
    }

    ImageSource source() {
        return source;
    }

    /** The library's view, made anew for each request: its counter is the request's. */
    TskImage view(Tally tally) throws IOException {
        if (view != null) {
            view.close();
        }
        view = TskImage.open(source, tally.read());
        return view;
    }

    /** The table, read anew where it has become known what the library must not look at. */
    VolumeTable volumes(List<Poison> poison, Watch watch, Tally tally) throws IOException {
        Map<Long, String> forbidden = new TreeMap<>();
        for (Poison known : poison) {
            if (known.phase() == Watch.Phase.TABLE) {
                forbidden.put(known.address(), known.reason());
            }
        }
        if (volumes == null || !forbidden.equals(leftOut)) {
            volumes = VolumeTable.read(view == null ? view(tally) : view, offset -> {
                watch.doing(Watch.Phase.TABLE, offset, 0, 0);
                return forbidden.get(offset);
            });
            leftOut = forbidden;
        }
        return volumes;
    }

    void forget() throws IOException {
        if (view != null) {
            view.close();
            view = null;
        }
        if (source != null) {
            source.close();
            source = null;
        }
        volumes = null;
        key = List.of();
    }
}
