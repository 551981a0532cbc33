package org.curlew.pipeline.near;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.curlew.storage.csv.CsvCell;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.stereotype.Service;

/**
 * Writes {@code near.csv}: RFC 4180, UTF-8, LF, one row a file and set that it resembles, with the distance. What the set says of the
 * entry stands under {@code resembles_category}: it is not the file's.
 */
@Service
public class NearCsv {

    private static final String HEADER = "volume,path,container,sha256,set,version,role,distance,turn,resembles_scheme,"
            + "resembles_category,resembles_pdq,resembles_sha256,frames_alike,frames\n";

    private final NearStore store;

    NearCsv(NearStore store) {
        this.store = store;
    }

    /** Writes the file; with the head line alone where nothing resembles anything. */
    public void write(long acquisitionId, Path target) throws IOException {
        try (BufferedWriter out = PrivateFiles.writer(target)) {
            out.write(HEADER);
            for (NearStore.Place place : store.places(acquisitionId)) {
                out.write(String.join(
                        ",",
                        Integer.toString(place.volume()),
                        CsvCell.of(place.path()),
                        CsvCell.of(place.container()),
                        place.sha256(),
                        CsvCell.of(place.set()),
                        place.version(),
                        place.role(),
                        Integer.toString(place.distance()),
                        place.turn(),
                        place.scheme(),
                        place.category() == null ? "" : place.category().toString(),
                        place.knownPdq(),
                        place.knownContent(),
                        Integer.toString(place.framesAlike()),
                        Integer.toString(place.frames())));
                out.write('\n');
            }
        }
    }
}
