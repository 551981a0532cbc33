package org.curlew.triage.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Instants to and from timestamptz, and the zone in which a police force reads its clocks. */
public final class Times {

    /** England and Wales; days, months and working days are counted here. */
    public static final ZoneId UK = ZoneId.of("Europe/London");

    private Times() {}

    /** As the driver takes it. */
    public static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
