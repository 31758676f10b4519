#ifndef PACTA_BASE_INT128_H
#define PACTA_BASE_INT128_H

/*
 * 128-bit integers, for products of money and days. An extension of gcc and
 * clang; everything that names it includes this file.
 */
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* Largest integer ≤ num / den; den > 0. */
static inline int128 int128_floor_div(int128 num, int128 den)
{
	int128 whole = num / den;
	return whole - (num % den < 0);
}

#endif
