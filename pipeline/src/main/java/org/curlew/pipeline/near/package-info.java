/**
 * What looks like known illegal material: pictures and videos near an entry of a set, or near a content that a set held on another
 * device. A suggestion with its distance, kept beside the exact hits and never counted as one.
 */
package org.curlew.pipeline.near;
