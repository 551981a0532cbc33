/**
 * Decodes pictures and videos for perceptual hashing and for small, safe renditions. Runs in the worker process: what it reads is
 * hostile, and part of it is read by native libraries. A picture that cannot be read gives a status with a reason.
 */
package org.curlew.pipeline.pictures;
