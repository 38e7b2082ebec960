/**
 * Nearest-neighbour search and the statistics built on it. Not an API.
 *
 * <p>All distances are maximum norms. {@code NearestNeighbours} finds the k nearest rows, by {@code KdTree} in few dimensions and by
 * scanning in many; {@code TreePlan} decides. {@code RankTree} and {@code MarginalSpace} count the rows of one side within a radius,
 * {@code NeighbourRadii} holds the radii, {@code MarginalCounts} the counts.
 *
 * <p>The estimators differ in how they turn counts into information; what they share is here: {@code LocalTerms} (one term for
 * each row), {@code BiasCheck} (the estimate for fewer rows and other k, to notice bias), {@code Ceiling} (the largest value that k
 * neighbours can show), {@code DuplicateRows}, {@code FreeColumns} (columns that add nothing), {@code PrincipalBox} (the volume of a
 * neighbourhood that is not a cube).
 */
@NullMarked
package dev.infoplane.estimators.internal.neighbour;

import org.jspecify.annotations.NullMarked;
