/** Helps for tests of every package. */
package org.curlew.testing;
