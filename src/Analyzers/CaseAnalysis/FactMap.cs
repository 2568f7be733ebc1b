using System.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What variables (<see cref="ISymbol"/>) and flow captures (<see cref="CaptureId"/>) hold; what is not in it is unknown. Immutable.</summary>
/// <remarks>A binary tree by the bits of the keys' hashes, the highest first. Maps that come from each other share what they have in common, and joining them looks at the rest
/// alone: around a loop little changes, however many variables there are.</remarks>
internal sealed class FactMap : IEnumerable<KeyValuePair<object, Fact>>
{
    public static readonly FactMap Empty = new(null);

    private readonly Node? _root;

    private FactMap(Node? root) => _root = root;

    /// <summary>Slots are variables, compared as Roslyn compares symbols, and flow captures.</summary>
    public static IEqualityComparer<object> SlotComparer { get; } = new Slots();

    public int Count => _root?.Count ?? 0;

    public Fact this[object slot]
    {
        get
        {
            var hash = HashOf(slot);
            var node = _root;
            while (node is Branch branch)
                node = branch.Side(hash);
            if (node is Leaf leaf && leaf.Hash == hash)
            {
                for (var same = leaf; same is not null; same = same.Next)
                {
                    if (SlotComparer.Equals(same.Slot, slot))
                        return same.Fact;
                }
            }

            return Fact.Unknown;
        }
    }

    /// <summary>The map in which a slot holds a fact; without the slot where that is <see cref="Fact.Unknown"/>.</summary>
    public FactMap With(object slot, Fact fact)
    {
        var known = this[slot];
        return ReferenceEquals(known, fact) || known.Equals(fact) ? this : Of(Set(_root, HashOf(slot), slot, fact));
    }

    public FactMap WithoutCaptures() => Of(WithoutCaptures(_root));

    /// <summary>The map with what each slot holds where this and another meet.</summary>
    /// <param name="other">The other map.</param>
    /// <param name="join">What becomes of two facts, one of which can be unknown. Equal ones are not asked for: they stay.</param>
    public FactMap Join(FactMap other, Func<Fact, Fact, Fact> join) => Of(Join(_root, other._root, join));

    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(FactMap other) => AreSame(_root, other._root);

    public List<KeyValuePair<object, Fact>>.Enumerator GetEnumerator() => All().GetEnumerator();

    IEnumerator<KeyValuePair<object, Fact>> IEnumerable<KeyValuePair<object, Fact>>.GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => All().GetEnumerator();

    private static uint HashOf(object slot) => (uint)SlotComparer.GetHashCode(slot);

    private FactMap Of(Node? root) => ReferenceEquals(root, _root) ? this : root is null ? Empty : new(root);

    private List<KeyValuePair<object, Fact>> All()
    {
        var all = new List<KeyValuePair<object, Fact>>(Count);
        Add(_root);
        return all;

        void Add(Node? node)
        {
            if (node is Branch branch)
            {
                Add(branch.Zero);
                Add(branch.One);
                return;
            }

            for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
                all.Add(new(leaf.Slot, leaf.Fact));
        }
    }

    private static Node? Set(Node? node, uint hash, object slot, Fact fact)
    {
        if (node is null || !node.CanHave(hash))
            return ReferenceEquals(fact, Fact.Unknown) ? node : Beside(node, new Leaf(hash, slot, fact, null));
        if (node is Branch branch)
            return branch.IsOne(hash) ? branch.With(branch.Zero, Set(branch.One, hash, slot, fact)) : branch.With(Set(branch.Zero, hash, slot, fact), branch.One);
        var rest = ((Leaf)node).Without(slot);
        return ReferenceEquals(fact, Fact.Unknown) ? rest : new Leaf(hash, slot, fact, rest);
    }

    private static Node? WithoutCaptures(Node? node)
    {
        if (node is null || !node.HasCapture)
            return node;
        if (node is Branch branch)
            return branch.With(WithoutCaptures(branch.Zero), WithoutCaptures(branch.One));
        var leaf = (Leaf)node;
        var rest = (Leaf?)WithoutCaptures(leaf.Next);
        return leaf.Slot is CaptureId ? rest : new Leaf(leaf.Hash, leaf.Slot, leaf.Fact, rest);
    }

    private static Node? Join(Node? left, Node? right, Func<Fact, Fact, Fact> join)
    {
        if (ReferenceEquals(left, right))
            return left;
        if (left is Branch first && (right is null || first.CanHave(right.Hash) && (right is Leaf || ((Branch)right).Bit <= first.Bit)))
        {
            var (zero, one) = right is Branch other && other.Bit == first.Bit ? (other.Zero, other.One)
                : right is null ? (null, null)
                : first.IsOne(right.Hash) ? (null, right) : ((Node?)right, (Node?)null);
            return first.With(Join(first.Zero, zero, join), Join(first.One, one, join));
        }

        if (right is Branch second && (left is null || second.CanHave(left.Hash)))
        {
            var (zero, one) = left is null ? (null, null) : second.IsOne(left.Hash) ? (null, left) : (left, (Node?)null);
            return second.With(Join(zero, second.Zero, join), Join(one, second.One, join));
        }

        if (left is not null && right is not null && left.Hash != right.Hash)
            return Beside(Join(left, null, join), Join(null, right, join));
        return JoinLeaves((Leaf?)left, (Leaf?)right, join);
    }

    private static Leaf? JoinLeaves(Leaf? left, Leaf? right, Func<Fact, Fact, Fact> join)
    {
        var joined = left;
        for (var one = left; one is not null; one = one.Next)
            joined = With(joined, one, Joined(one.Fact, right?.Of(one.Slot) ?? Fact.Unknown));
        for (var other = right; other is not null; other = other.Next)
        {
            if (left?.Of(other.Slot) is null)
                joined = With(joined, other, Joined(Fact.Unknown, other.Fact));
        }

        return joined;

        Fact Joined(Fact one, Fact other) => one.Equals(other) ? one : join(one, other);

        static Leaf? With(Leaf? leaves, Leaf like, Fact fact) =>
            (leaves?.Of(like.Slot) ?? Fact.Unknown).Equals(fact) ? leaves : (Leaf?)Set(leaves, like.Hash, like.Slot, fact);
    }

    /// <summary>Two nodes that can have no hash in common.</summary>
    private static Node? Beside(Node? first, Node? second)
    {
        if (first is null || second is null)
            return first ?? second;
        var bit = HighestOf(first.Hash ^ second.Hash);
        return (first.Hash & bit) == 0 ? new Branch(bit, first, second) : new Branch(bit, second, first);
    }

    private static uint HighestOf(uint bits)
    {
        bits |= bits >> 1;
        bits |= bits >> 2;
        bits |= bits >> 4;
        bits |= bits >> 8;
        bits |= bits >> 16;
        return bits ^ (bits >> 1);
    }

    private static bool AreSame(Node? left, Node? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left is null || right is null || left.Count != right.Count)
            return false;
        if (left is Branch first)
            return right is Branch second && first.Bit == second.Bit && AreSame(first.Zero, second.Zero) && AreSame(first.One, second.One);
        for (var leaf = (Leaf?)left; leaf is not null; leaf = leaf.Next)
        {
            if (right is not Leaf other || other.Hash != leaf.Hash || !leaf.Fact.Equals(other.Of(leaf.Slot)))
                return false;
        }

        return true;
    }

    private abstract class Node(uint hash, int count, bool hasCapture)
    {
        /// <summary>The hash of the keys; of several, one of them.</summary>
        public uint Hash { get; } = hash;

        public int Count { get; } = count;

        public bool HasCapture { get; } = hasCapture;

        /// <summary>Whether keys of a hash belong here.</summary>
        public abstract bool CanHave(uint hash);
    }

    /// <summary>Keys whose hashes are the same above a bit, and differ in it.</summary>
    private sealed class Branch(uint bit, Node zero, Node one) : Node(zero.Hash, zero.Count + one.Count, zero.HasCapture || one.HasCapture)
    {
        public uint Bit { get; } = bit;

        public Node Zero { get; } = zero;

        public Node One { get; } = one;

        public override bool CanHave(uint hash) => ((Hash ^ hash) & ~((Bit << 1) - 1)) == 0;

        public bool IsOne(uint hash) => (hash & Bit) != 0;

        public Node Side(uint hash) => IsOne(hash) ? One : Zero;

        /// <summary>The branch with other nodes on its sides; one of them alone where the other has gone.</summary>
        public Node? With(Node? zero, Node? one)
        {
            if (ReferenceEquals(zero, Zero) && ReferenceEquals(one, One))
                return this;
            return zero is null || one is null ? zero ?? one : new Branch(Bit, zero, one);
        }
    }

    /// <summary>A key, with others of the same hash behind it.</summary>
    private sealed class Leaf(uint hash, object slot, Fact fact, Leaf? next) : Node(hash, 1 + (next?.Count ?? 0), slot is CaptureId || next?.HasCapture == true)
    {
        public object Slot { get; } = slot;

        public Fact Fact { get; } = fact;

        public Leaf? Next { get; } = next;

        public override bool CanHave(uint hash) => Hash == hash;

        public Fact? Of(object slot)
        {
            for (var leaf = this; leaf is not null; leaf = leaf.Next)
            {
                if (SlotComparer.Equals(leaf.Slot, slot))
                    return leaf.Fact;
            }

            return null;
        }

        public Leaf? Without(object slot)
        {
            if (SlotComparer.Equals(Slot, slot))
                return Next;
            var rest = Next?.Without(slot);
            return ReferenceEquals(rest, Next) ? this : new(Hash, Slot, Fact, rest);
        }
    }

    private sealed class Slots : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) =>
            ReferenceEquals(x, y) || (x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : object.Equals(x, y));

        public int GetHashCode(object obj) => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}
