package org.curlew.storage.objects;

import java.time.Instant;

/**
 * What the server says of one object.
 *
 * @param size in bytes
 * @param sha256 lower-case hex as recorded when it was put; null in a listing, or where another program put it
 * @param modified the server's clock
 */
public record ObjectHead(String key, long size, String sha256, Instant modified) {}
