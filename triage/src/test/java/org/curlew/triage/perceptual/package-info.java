/** Perceptual hashing against published vectors, its index against brute force. */
package org.curlew.triage.perceptual;
