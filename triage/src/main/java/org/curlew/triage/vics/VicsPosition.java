package org.curlew.triage.vics;

/**
 * Where in a file something stands.
 *
 * @param caseIndex number of the case from 0; -1 outside of cases
 * @param mediaIndex number of the media row in the whole file from 0; -1 outside of media
 * @param byteOffset offset in the file in bytes, of the row's start or of the offending token
 */
public record VicsPosition(int caseIndex, long mediaIndex, long byteOffset) {}
