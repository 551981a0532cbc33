package org.curlew.pipeline.devices;

import java.util.List;
import org.curlew.triage.hashsets.ForceSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The cameras that the EXIF of an acquisition's media names. */
@Service
public class DeviceCameras {

    private final JdbcClient jdbc;

    public DeviceCameras(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A camera and how many distinct media name it; what EXIF leaves out is "". */
    public record Named(String make, String model, String serial, long media) {}

    /**
     * Cameras of media whose child nobody may know yet, those that most media name first: no illegal set of others and no known-good one
     * holds them exactly. That the force graded them itself, or watches for them, names no child; that somebody identified the child does.
     */
    public List<Named> unknown(long acquisitionId) {
        return jdbc.sql("""
                        select coalesce(f.camera_make, '') as make, coalesce(f.camera_model, '') as model,
                               coalesce(f.camera_serial, '') as serial, count(distinct f.sha256) as media
                        from file_record f
                        where f.acquisition_id = :acquisition and f.status = 'HASHED'
                          and (f.camera_model <> '' or f.camera_serial <> '')
                          and not exists (select from file_hit h where h.acquisition_id = f.acquisition_id
                                          and h.segment = f.segment and h.ordinal = f.ordinal and h.kind <> 'pdq'
                                          and (h.role = 'known-good'
                                               or h.role = 'illegal' and h.set_name !~ :own))
                          and not exists (select from victim_act a where a.sha256 = f.sha256 and a.kind = 'IDENTIFIED')
                        group by 1, 2, 3 order by media desc, 1, 2, 3
                        """)
                .param("acquisition", acquisitionId)
                .param("own", ForceSet.NAMES)
                .query(Named.class)
                .list();
    }
}
